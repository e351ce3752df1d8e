package io.wandb4j.artifact;

import io.wandb4j.errors.UsageException;
import io.wandb4j.media.Media;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The files of an artifact in the making: where they come from, and the copies of them that wait for the upload. */
final class ArtifactContents {
    private final String artifact;
    private final Supplier<Settings> source;
    private final ArtifactEntries entries;
    private @Nullable Settings settings;

    ArtifactContents(String artifact, Supplier<Settings> settings) {
        this.artifact = artifact;
        this.source = settings;
        this.entries = new ArtifactEntries(artifact, this::staging);
    }

    void addFile(Path file, String entryPath, FilePolicy policy) {
        if (Files.isDirectory(file)) {
            throw new UsageException("cannot add '" + file + "' to artifact '" + artifact
                    + "' as a file: it is a folder; use addDirectory");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new UsageException("cannot add '" + file + "' to artifact '" + artifact + "': it is no file");
        }
        String path = EntryPath.of(entryPath);
        adding("file '" + file + "'", () -> entries.add(policy.entry(path, file, staging())));
    }

    void addContent(String entryPath, InputStream content) {
        String path = EntryPath.of(entryPath);
        adding("'" + entryPath + "'", () -> entries.add(staging().stage(path, content)));
    }

    OutputStream newFile(String entryPath) {
        String path = EntryPath.of(entryPath);
        try {
            return staging().open(path, entries::add);
        } catch (IOException e) {
            throw cannotAdd("'" + entryPath + "'", e);
        }
    }

    void add(FileSelection files) {
        Path folder = files.folder();
        if (!Files.isDirectory(folder)) {
            throw new UsageException("cannot add '" + folder + "' to artifact '" + artifact + "': it is not a folder");
        }
        adding("folder '" + folder + "'", () -> {
            List<ArtifactEntry> made = new FolderEntries(staging(), files).make();
            if (files.isReplacing()) {
                entries.putAll(made);
            } else {
                entries.addAll(made);
            }
        });
    }

    void add(String entryPath, Media medium, ArtifactFolder place) {
        String path = EntryPath.of(entryPath);
        adding("'" + entryPath + "'", () -> medium.addTo(place, path));
    }

    void add(Reference reference) {
        List<ArtifactEntry> found = ReferenceStores.of(reference.uri()).entries(reference, settings());
        adding("reference '" + reference.uri() + "'", () -> entries.addAll(found));
    }

    void add(ArtifactEntry entry) {
        adding("'" + entry.path() + "'", () -> entries.add(entry));
    }

    void remove(String entryPath) {
        adding("nothing but remove '" + entryPath + "'", () -> entries.remove(entryPath));
    }

    Manifest manifest() {
        return Manifest.of(entries.all());
    }

    @Nullable
    ArtifactEntry get(String entryPath) {
        return entries.get(entryPath);
    }

    private void adding(String what, Step step) {
        try {
            step.run();
        } catch (IOException | UncheckedIOException e) {
            throw cannotAdd(what, e);
        }
    }

    private UsageException cannotAdd(String what, Exception cause) {
        return new UsageException("cannot add " + what + " to artifact '" + artifact + "': " + cause, cause);
    }

    private ArtifactStaging staging() {
        return ArtifactStaging.in(settings().dataDir());
    }

    /** Looked up when something is added for the first time: files of settings are read for that. */
    private Settings settings() {
        Settings known = settings;
        if (known == null) {
            known = source.get();
            settings = known;
        }
        return known;
    }

    private interface Step {
        void run() throws IOException;
    }
}
