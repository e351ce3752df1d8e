package io.wandb4j.artifact;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

/** Contents of artifact files by digest, shared by all runs, processes and clients of this user.
 *
 * <p>Safe for use by several threads and processes: a file appears under its digest only when it is complete. */
public final class ArtifactCache {
    private final Path folder;

    private ArtifactCache(Path folder) {
        this.folder = folder;
    }

    /** The cache below a cache folder. */
    public static ArtifactCache in(Path cacheDir) {
        return new ArtifactCache(cacheDir.resolve("artifacts"));
    }

    /** The file with this content, if it is here and has the right size. */
    public Optional<Path> find(ArtifactEntry entry) {
        try {
            Path file = pathOf(entry.digest());
            return Files.isRegularFile(file) && Files.size(file) == entry.size() ? Optional.of(file) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // Gone between two looks.
        }
    }

    /** A name for a file that is being made for the cache. */
    public Path newTemporary() throws IOException {
        return Files.createDirectories(folder.resolve("tmp"))
                .resolve(UUID.randomUUID().toString());
    }

    /** Moves a complete file in under the digest of its content. */
    public Path take(String digest, Path file) throws IOException {
        Path target = pathOf(digest);
        Files.createDirectories(folderOf(target));
        try {
            return Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (FileAlreadyExistsException e) {
            Files.deleteIfExists(file); // Some systems do not replace; equal digests are equal contents.
            return target;
        }
    }

    /** Puts a copy of a file in under the digest of its content, and removes the file. */
    public Path takeFrom(String digest, Path file) throws IOException {
        Path temporary = newTemporary();
        Files.copy(file, temporary);
        Path cached = take(digest, temporary);
        Files.deleteIfExists(file);
        return cached;
    }

    /** Forgets a content. */
    public void remove(String digest) throws IOException {
        Files.deleteIfExists(pathOf(digest));
    }

    private Path pathOf(String digest) {
        String hex = Digests.hex(digest);
        return folder.resolve("obj").resolve("md5").resolve(hex.substring(0, 2)).resolve(hex.substring(2));
    }

    private Path folderOf(Path file) {
        Path parent = file.getParent();
        return parent == null ? folder : parent;
    }
}
