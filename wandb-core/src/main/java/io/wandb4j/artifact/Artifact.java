package io.wandb4j.artifact;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.wandb4j.errors.UsageException;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A versioned set of files in the making: filled with files, then logged by a run.
 *
 * <p>Files are copied when they are added, so that they may change afterwards. For use by one thread. */
public final class Artifact {
    private final String name;
    private final String type;
    private final Supplier<ArtifactStaging> stagingOf;
    private final Map<String, ArtifactEntry> entries = new LinkedHashMap<>();
    private final Map<String, Object> metadata = new LinkedHashMap<>();
    private List<String> tags = List.of();
    private String description = "";

    private Artifact(String name, String type, Supplier<ArtifactStaging> stagingOf) {
        this.name = ArtifactRules.name(name);
        this.type = type;
        this.stagingOf = stagingOf;
    }

    /** An empty artifact. Its files are kept below the data folder that the environment names.
     *
     * @param type what the files are, such as {@code model} or {@code dataset}
     * @throws UsageException if the name or the type is none */
    public static Artifact create(String name, String type) {
        return new Artifact(
                name,
                ArtifactRules.type(type, name),
                () -> ArtifactStaging.in(Settings.builder().build().resolved().dataDir()));
    }

    /** An empty artifact whose files are kept below the data folder of the settings. */
    public static Artifact create(String name, String type, Settings settings) {
        return new Artifact(name, ArtifactRules.type(type, name), () -> ArtifactStaging.in(settings.dataDir()));
    }

    /** An empty artifact of a type that only the client itself may use, such as {@code run_table}. For the use of runs. */
    public static Artifact reserved(String name, String type, Settings settings) {
        return new Artifact(name, type, () -> ArtifactStaging.in(settings.dataDir()));
    }

    /** Says what the artifact is for. */
    @CanIgnoreReturnValue
    public Artifact description(String text) {
        this.description = requireNonNull(text, "description");
        return this;
    }

    /** Adds facts about the artifact: numbers, texts, booleans, lists and maps of them. NaN becomes null.
     *
     * @throws UsageException if a number is infinite, or there are more than 100 keys */
    @CanIgnoreReturnValue
    public Artifact metadata(Map<String, ?> facts) {
        facts.forEach((key, value) -> metadata.put(key, ArtifactMetadata.clean(name, key, value)));
        ArtifactRules.metadata(name, metadata);
        return this;
    }

    /** Sets the tags of the version. */
    @CanIgnoreReturnValue
    public Artifact tags(String... words) {
        this.tags = Stream.of(words).map(ArtifactRules::tag).distinct().toList();
        return this;
    }

    /** Adds a file under its own name. */
    @CanIgnoreReturnValue
    public Artifact addFile(Path file) {
        Path fileName = requireNonNull(file.toAbsolutePath().getFileName(), "a file has a name");
        return addFile(file, fileName.toString());
    }

    /** Adds a file under the given path.
     *
     * @throws UsageException if it cannot be read, or another file was added under that path */
    @CanIgnoreReturnValue
    public Artifact addFile(Path file, String entryPath) {
        if (Files.isDirectory(file)) {
            throw new UsageException(
                    "cannot add '" + file + "' to artifact '" + name + "' as a file: it is a folder; use addDirectory");
        }
        try {
            return add(staging().stage(EntryPath.of(entryPath), file));
        } catch (IOException e) {
            throw new UsageException("cannot add file '" + file + "' to artifact '" + name + "': " + e, e);
        }
    }

    /** Adds a file with the given content. */
    @CanIgnoreReturnValue
    public Artifact addContent(String entryPath, byte[] content) {
        try {
            return add(staging().stage(EntryPath.of(entryPath), content));
        } catch (IOException e) {
            throw new UsageException("cannot add '" + entryPath + "' to artifact '" + name + "': " + e, e);
        }
    }

    /** Adds a file with what a stream holds, which is read to its end and left open. */
    @CanIgnoreReturnValue
    public Artifact addContent(String entryPath, InputStream content) {
        try {
            return add(staging().stage(EntryPath.of(entryPath), content));
        } catch (IOException e) {
            throw new UsageException("cannot add '" + entryPath + "' to artifact '" + name + "': " + e, e);
        }
    }

    /** Adds all files of a folder, and of those below it, under their paths in it. */
    @CanIgnoreReturnValue
    public Artifact addDirectory(Path folder) {
        return addDirectory(folder, "");
    }

    /** Adds all files of a folder, and of those below it, under the given prefix. Links are followed.
     *
     * @throws UsageException if it is no folder, or a file in it cannot be read */
    @CanIgnoreReturnValue
    public Artifact addDirectory(Path folder, String prefix) {
        if (!Files.isDirectory(folder)) {
            throw new UsageException("cannot add '" + folder + "' to artifact '" + name + "': it is not a folder");
        }
        for (Path file : filesIn(folder)) {
            List<String> parts = new ArrayList<>();
            folder.relativize(file).forEach(part -> parts.add(part.toString()));
            addFile(file, (prefix.isEmpty() ? "" : prefix + "/") + String.join("/", parts));
        }
        return this;
    }

    /** The name, without a version. */
    public String name() {
        return name;
    }

    /** What the files are. */
    public String type() {
        return type;
    }

    /** What the artifact is for. */
    public Optional<String> description() {
        return Optional.of(description).filter(text -> !text.isEmpty());
    }

    /** Facts about the artifact. */
    public Map<String, Object> metadata() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** The tags of the version. */
    public List<String> tags() {
        return tags;
    }

    /** The files added so far, and the digest of them all. */
    public Manifest manifest() {
        return Manifest.of(entries.values());
    }

    /** The digest of an entry, null if there is none. */
    public @Nullable String entryDigest(String entryPath) {
        ArtifactEntry entry = entries.get(entryPath);
        return entry == null ? null : entry.digest();
    }

    private Artifact add(ArtifactEntry entry) throws IOException {
        ArtifactEntry present = entries.putIfAbsent(entry.path(), entry);
        if (present != null) {
            staging().discard(entry);
            if (!present.digest().equals(entry.digest())) {
                throw new UsageException("artifact '" + name + "' has another file at '" + entry.path() + "' already");
            }
        }
        return this;
    }

    private List<Path> filesIn(Path folder) {
        try (Stream<Path> paths = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return paths.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            throw new UsageException("cannot add folder '" + folder + "' to artifact '" + name + "': " + e, e);
        }
    }

    private ArtifactStaging staging() {
        return stagingOf.get();
    }
}
