package io.wandb4j.artifact;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

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
        return sized(pathOf(entry.digest()), entry.size());
    }

    /** A name for a file that is being made for the cache. */
    public Path newTemporary() throws IOException {
        return temporaries().resolve(CompleteFile.freshName());
    }

    /** The folder of files that are being made for the cache. */
    public Path temporaries() throws IOException {
        return Files.createDirectories(folder.resolve("tmp"));
    }

    /** Moves a complete file in under the digest of its content. */
    public Path take(String digest, Path file) throws IOException {
        return move(file, pathOf(digest));
    }

    private Path move(Path file, Path target) throws IOException {
        try {
            return moveIn(file, target);
        } catch (NoSuchFileException e) { // for want of the folder; looking first would cost each file more
            Files.createDirectories(folderOf(target));
            return moveIn(file, target);
        }
    }

    private static Path moveIn(Path file, Path target) throws IOException {
        try {
            return Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (FileAlreadyExistsException e) {
            Files.deleteIfExists(file); // Some systems do not replace; equal digests are equal contents.
            return target;
        }
    }

    /** Adds a small content. */
    public void add(String digest, byte[] content) throws IOException {
        Path file = folder.resolve("tmp").resolve(CompleteFile.freshName());
        CompleteFile.writeNew(content, file);
        take(digest, file);
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

    /** The file that a reference led to when it had this digest, if it is here and has the right size. */
    public Optional<Path> findReference(ArtifactEntry entry) {
        return sized(pathOfReference(entry), entry.size());
    }

    /** Moves a file in that a reference leads to. */
    public Path takeReference(ArtifactEntry entry, Path file) throws IOException {
        return move(file, pathOfReference(entry));
    }

    /** Makes room for so many bytes: for want of space, half the cache goes, or all of it.
     *
     * @throws IOException if even that is not enough */
    public void reserve(long bytes) throws IOException {
        Files.createDirectories(folder);
        if (hasRoom(bytes)) {
            return;
        }
        CacheCleanup cleanup = new CacheCleanup(folder);
        long size = cleanup.size();
        if (hasRoom(bytes - size)) { // else the cache would go for nothing
            cleanup.to(size / 2, false);
            if (!hasRoom(bytes)) {
                cleanup.to(0, false);
            }
        }
        if (!hasRoom(bytes)) {
            throw new IOException("no space left for " + bytes + " bytes in " + folder);
        }
    }

    /** Removes what was not used for longest, until no more than so many bytes are left.
     *
     * @param temporaries whether files that may be on their way are removed, too
     * @return how many bytes are gone */
    public long cleanUp(long targetBytes, boolean temporaries) throws IOException {
        return new CacheCleanup(folder).to(targetBytes, temporaries);
    }

    private boolean hasRoom(long bytes) {
        return bytes <= folder.toFile().getUsableSpace(); // a FileStore would read the list of all mounts
    }

    private Path pathOfReference(ArtifactEntry entry) {
        MessageDigest hash = sha256();
        hash.update(sha256().digest(entry.reference().orElseThrow().getBytes(StandardCharsets.UTF_8)));
        hash.update(sha256().digest(entry.digest().getBytes(StandardCharsets.UTF_8)));
        return path("etag", HexFormat.of().formatHex(hash.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static Optional<Path> sized(Path file, long size) {
        File plain = file.toFile(); // which tells without an exception that it is not there
        return plain.length() == size && plain.isFile() ? Optional.of(file) : Optional.empty();
    }

    private Path pathOf(String digest) {
        return path("md5", Digests.hex(digest));
    }

    private Path path(String kind, String hex) {
        return folder.resolve("obj/" + kind + "/" + hex.substring(0, 2) + "/" + hex.substring(2));
    }

    private Path folderOf(Path file) {
        Path parent = file.getParent();
        return parent == null ? folder : parent;
    }
}
