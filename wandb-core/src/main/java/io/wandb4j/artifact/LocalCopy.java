package io.wandb4j.artifact;

import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.place.FileNames;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
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

    /** Where a version lies unless somebody wants it elsewhere.
     *
     * @throws UsageException if its name, which the server gave it, leads out of the folder of all artifacts */
    static Path usualFolder(ArtifactVersion version, Path artifactDir) {
        Path plain = FileNames.below(
                artifactDir, EntryPath.of(version.nameAndVersion().replace(':', '-')));
        // Windows allows no colon in a name.
        boolean plainOnly = File.separatorChar == '\\' || Files.exists(plain);
        return plainOnly ? plain : artifactDir.resolve(version.nameAndVersion());
    }

    /** Refuses a folder that has a file too many, too few, or another one than the version. References are not looked at. */
    void verify(Consumer<TransferProgress> listener) {
        try {
            List<Path> strangers = strangers();
            if (!strangers.isEmpty()) {
                throw new UsageException("'" + strangers.get(0) + "' is not part of artifact " + version);
            }
            List<ArtifactEntry> files = entries.values().stream()
                    .filter(entry -> entry.reference().isEmpty())
                    .toList();
            Progress progress = new Progress(files, listener);
            for (ArtifactEntry entry : files) {
                verify(entry, progress);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new UsageException("cannot verify artifact " + version + " in '" + root + "': " + e, e);
        }
    }

    /** Removes all files that are not part of the version, and the folders that were for these only. */
    void removeStrangers() {
        try {
            for (Path stranger : strangers()) {
                Files.deleteIfExists(stranger);
            }
            removeEmptyFolders();
        } catch (IOException | UncheckedIOException e) {
            throw new UsageException("cannot check out artifact " + version + " to '" + root + "': " + e, e);
        }
    }

    private void verify(ArtifactEntry entry, Progress progress) throws IOException {
        Path file = FileNames.below(root, entry.path());
        if (!Files.isRegularFile(file)) {
            throw new UsageException("file '" + entry.path() + "' of artifact " + version + " is missing in '" + root
                    + "': download it again");
        }
        if (!progress.digest(file).equals(entry.digest())) {
            throw new UsageException("file '" + entry.path() + "' in '" + root + "' is not what was logged in artifact "
                    + version + ": download it again");
        }
    }

    private List<Path> strangers() throws IOException {
        return below(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) && isStranger(file));
    }

    private void removeEmptyFolders() throws IOException {
        List<Path> folders = new ArrayList<>(below(file -> Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)));
        Collections.reverse(folders); // those inside others first
        for (Path folder : folders) {
            if (!folder.equals(root) && isEmpty(folder)) {
                Files.delete(folder);
            }
        }
    }

    /** What is in the folder, in order. Links are not followed: what they lead to is not ours. */
    private List<Path> below(Predicate<Path> wanted) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(wanted).sorted().toList();
        }
    }

    private boolean isStranger(Path file) {
        try {
            return !entries.containsKey(FileNames.text(root.relativize(file)));
        } catch (UsageException e) {
            return true; // no entry has such a name
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    /** Digests files and tells how far that is. */
    private static final class Progress {
        private final Consumer<TransferProgress> listener;
        private final long files;
        private final long bytes;
        private long filesDone;
        private long bytesDone;

        Progress(List<ArtifactEntry> entries, Consumer<TransferProgress> listener) {
            this.listener = listener;
            this.files = entries.size();
            this.bytes = entries.stream().mapToLong(ArtifactEntry::size).sum();
        }

        String digest(Path file) throws IOException {
            String digest = Digests.of(file, Digests.newDigest(), count -> {
                bytesDone += count;
                tell();
            });
            filesDone++;
            tell();
            return digest;
        }

        private void tell() {
            listener.accept(new TransferProgress(filesDone, files, Math.min(bytes, bytesDone), bytes));
        }
    }
}
