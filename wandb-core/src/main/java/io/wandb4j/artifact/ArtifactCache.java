package io.wandb4j.artifact;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
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

    /** Moves a complete file in, from any disk. */
    public Path takeFrom(String digest, Path file) throws IOException {
        try {
            return take(digest, file);
        } catch (AtomicMoveNotSupportedException e) {
            Path temporary = newTemporary();
            Files.copy(file, temporary);
            Path cached = take(digest, temporary);
            Files.deleteIfExists(file);
            return cached;
        }
    }

    /** Copies a file, which appears under its name only if its content has the digest of the entry.
     *
     * @return whether it has */
    public static boolean copy(Path file, ArtifactEntry entry, Path target) throws IOException {
        Path folder =
                Files.createDirectories(requireNonNull(target.toAbsolutePath().getParent(), "a file lies in a folder"));
        Path temporary = folder.resolve(".wandb-" + UUID.randomUUID() + ".part");
        MessageDigest digest = Digests.newDigest();
        try {
            // Streams, since Files.copy would hand on the permissions of a cached file, too.
            try (InputStream in = Files.newInputStream(file);
                    OutputStream out = new DigestOutputStream(
                            Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW), digest)) {
                in.transferTo(out);
            }
            if (!Digests.base64(digest.digest()).equals(entry.digest())) {
                return false;
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } finally {
            Files.deleteIfExists(temporary);
        }
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
