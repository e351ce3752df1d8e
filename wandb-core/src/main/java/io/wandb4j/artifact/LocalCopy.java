package io.wandb4j.artifact;

import io.wandb4j.errors.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A folder beside the version that should be in it. */
final class LocalCopy {
    private final ArtifactVersion version;
    private final Path root;
    private final Map<String, ArtifactEntry> entries = new HashMap<>();

    LocalCopy(ArtifactVersion version, Path root) {
        this.version = version;
        this.root = root;
        version.manifest().entries().forEach(entry -> entries.put(entry.path(), entry));
    }

    /** Refuses a folder that has a file too many, too few, or another one than the version. References are not looked at. */
    void verify() {
        try {
            List<Path> strangers = strangers();
            if (!strangers.isEmpty()) {
                throw new UsageException("'" + strangers.get(0) + "' is not part of artifact " + version);
            }
            for (ArtifactEntry entry : entries.values()) {
                if (entry.reference().isEmpty()) {
                    verify(entry);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new UsageException("cannot verify artifact " + version + " in '" + root + "': " + e, e);
        }
    }

    /** Removes all files that are not part of the version. */
    void removeStrangers() {
        try {
            for (Path stranger : strangers()) {
                Files.deleteIfExists(stranger);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new UsageException("cannot check out artifact " + version + " to '" + root + "': " + e, e);
        }
    }

    private void verify(ArtifactEntry entry) throws IOException {
        Path file = root.resolve(entry.path());
        if (!Files.isRegularFile(file)) {
            throw new UsageException("file '" + entry.path() + "' of artifact " + version + " is missing in '" + root
                    + "': download it again");
        }
        if (!Digests.of(file).equals(entry.digest())) {
            throw new UsageException("file '" + entry.path() + "' in '" + root + "' is not what was logged in artifact "
                    + version + ": download it again");
        }
    }

    private List<Path> strangers() throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) { // links are not followed: what they lead to is not ours
            return files.filter(file -> !Files.isDirectory(file) || Files.isSymbolicLink(file))
                    .filter(file -> !entries.containsKey(root.relativize(file)
                            .toString()
                            .replace(root.getFileSystem().getSeparator(), "/")))
                    .sorted()
                    .toList();
        }
    }
}
