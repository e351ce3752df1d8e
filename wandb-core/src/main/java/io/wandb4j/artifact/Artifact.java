package io.wandb4j.artifact;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.wandb4j.internal.place.ArtifactPlace;
import io.wandb4j.internal.place.FileNames;
import io.wandb4j.media.Media;
import io.wandb4j.settings.Settings;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
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
 * <p>Files are copied when they are added, so that they may change afterwards, unless {@link FilePolicy#IMMUTABLE} is asked
 * for. For use by one thread. */
public final class Artifact {
    private final String name;
    private final String type;
    private final ArtifactContents contents;
    private final Map<String, Object> metadata = new LinkedHashMap<>();
    private List<String> tags = List.of();
    private String description = "";
    private TimeToLive timeToLive = TimeToLive.UNCHANGED;
    private boolean incremental;
    private Optional<String> baseId = Optional.empty();

    private Artifact(String name, String type, Supplier<Settings> settings) {
        this.name = ArtifactRules.name(name);
        this.type = type;
        this.contents = new ArtifactContents(this.name, settings);
    }

    /** An empty artifact. Its files are kept below the data folder that the environment names.
     *
     * @param type what the files are, such as {@code model} or {@code dataset}
     * @throws io.wandb4j.errors.UsageException if the name or the type is none */
    public static Artifact create(String name, String type) {
        return new Artifact(name, ArtifactRules.type(type, name), () -> Settings.builder()
                .build()
                .resolved());
    }

    /** An empty artifact whose files are kept below the data folder of the settings. */
    public static Artifact create(String name, String type, Settings settings) {
        return new Artifact(name, ArtifactRules.type(type, name), () -> settings);
    }

    /** An empty artifact of a type that only the client itself may use, such as {@code run_table}. For the use of runs. */
    public static Artifact reserved(String name, String type, Settings settings) {
        return new Artifact(name, type, () -> settings);
    }

    /** An artifact with the entries of a version, to be changed and logged as the next one. */
    static Artifact draft(ArtifactVersion version, Settings settings) {
        Artifact draft = new Artifact(version.sourceName(), version.type(), () -> settings);
        draft.baseId = Optional.of(version.id());
        draft.description = version.description().orElse("");
        draft.metadata.putAll(version.metadata());
        version.manifest().entries().forEach(draft.contents::add);
        return draft;
    }

    /** Says what the artifact is for. */
    @CanIgnoreReturnValue
    public Artifact description(String text) {
        this.description = requireNonNull(text, "description");
        return this;
    }

    /** Adds facts about the artifact: numbers, texts, booleans, lists and maps of them. NaN becomes null.
     *
     * @throws io.wandb4j.errors.UsageException if a number is infinite, or there are more than 100 keys */
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

    /** Says how long the version is kept. */
    @CanIgnoreReturnValue
    public Artifact timeToLive(TimeToLive time) {
        this.timeToLive = requireNonNull(time, "time to live");
        return this;
    }

    /** Makes this an addition to the latest version, whose other files become part of this one, too. */
    @CanIgnoreReturnValue
    public Artifact incremental() {
        this.incremental = true;
        return this;
    }

    /** Adds a file under its own name. */
    @CanIgnoreReturnValue
    public Artifact addFile(Path file) {
        Path fileName = requireNonNull(file.toAbsolutePath().getFileName(), "a file has a name");
        return addFile(file, FileNames.text(fileName));
    }

    /** Adds a file under the given path.
     *
     * @throws io.wandb4j.errors.UsageException if it cannot be read, or another file was added under that path */
    @CanIgnoreReturnValue
    public Artifact addFile(Path file, String entryPath) {
        return addFile(file, entryPath, FilePolicy.MUTABLE);
    }

    /** Adds a file under the given path, copied or not.
     *
     * @throws io.wandb4j.errors.UsageException if it cannot be read, or another file was added under that path */
    @CanIgnoreReturnValue
    public Artifact addFile(Path file, String entryPath, FilePolicy policy) {
        contents.addFile(file, entryPath, policy);
        return this;
    }

    /** Adds a file with the given content. */
    @CanIgnoreReturnValue
    public Artifact addContent(String entryPath, byte[] content) {
        return addContent(entryPath, new ByteArrayInputStream(content));
    }

    /** Adds a file with what a stream holds, which is read to its end and left open. */
    @CanIgnoreReturnValue
    public Artifact addContent(String entryPath, InputStream content) {
        contents.addContent(entryPath, content);
        return this;
    }

    /** A stream whose content becomes a file of the artifact when it is closed, unless it could not be written. */
    public OutputStream newFile(String entryPath) {
        return contents.newFile(entryPath);
    }

    /** Adds all files of a folder, and of those below it, under their paths in it. */
    @CanIgnoreReturnValue
    public Artifact addDirectory(Path folder) {
        return add(FileSelection.of(folder));
    }

    /** Adds all files of a folder, and of those below it, under the given prefix.
     *
     * @throws io.wandb4j.errors.UsageException if it is no folder, a file in it cannot be read, or a link leaves it */
    @CanIgnoreReturnValue
    public Artifact addDirectory(Path folder, String prefix) {
        return add(FileSelection.of(folder).under(prefix));
    }

    /** Adds some files of a folder.
     *
     * @throws io.wandb4j.errors.UsageException if it is no folder, or a file cannot be read or must not be added */
    @CanIgnoreReturnValue
    public Artifact add(FileSelection files) {
        contents.add(files);
        return this;
    }

    /** Adds a table, an image or another medium under a path, to which an ending is added that says what it is. */
    @CanIgnoreReturnValue
    public Artifact add(String entryPath, Media medium) {
        contents.add(entryPath, medium, new ArtifactFolder(this));
        return this;
    }

    /** Adds what lies elsewhere, under its own name.
     *
     * @throws io.wandb4j.errors.UsageException if it is no address, or leads nowhere */
    @CanIgnoreReturnValue
    public Artifact addReference(String uri) {
        return add(Reference.to(uri));
    }

    /** Adds what lies elsewhere, under a path. */
    @CanIgnoreReturnValue
    public Artifact addReference(String uri, String entryPath) {
        return add(Reference.to(uri).as(entryPath));
    }

    /** Adds what lies elsewhere. */
    @CanIgnoreReturnValue
    public Artifact add(Reference reference) {
        contents.add(reference);
        return this;
    }

    /** Adds a file of another artifact without its content being stored twice.
     *
     * @throws io.wandb4j.errors.UsageException if that has no such file */
    @CanIgnoreReturnValue
    public Artifact addReference(ArtifactVersion version, String versionPath, String entryPath) {
        contents.add(version.reference(versionPath, entryPath));
        return this;
    }

    /** Removes a file, or all files of a folder.
     *
     * @throws io.wandb4j.errors.UsageException if there is neither */
    @CanIgnoreReturnValue
    public Artifact remove(String entryPath) {
        contents.remove(entryPath);
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

    /** How long the version is kept. */
    public TimeToLive timeToLive() {
        return timeToLive;
    }

    /** Whether this adds to the latest version. */
    public boolean isIncremental() {
        return incremental;
    }

    /** The version that this is a draft of. */
    public Optional<String> baseId() {
        return baseId;
    }

    /** The files added so far, and the digest of them all. */
    public Manifest manifest() {
        return contents.manifest();
    }

    /** The digest of an entry, null if there is none. */
    public @Nullable String entryDigest(String entryPath) {
        ArtifactEntry entry = contents.get(entryPath);
        return entry == null ? null : entry.digest();
    }

    /** Where media put their files. For the use of runs. */
    public ArtifactPlace place() {
        return new ArtifactFolder(this);
    }
}
