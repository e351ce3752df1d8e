package io.wandb4j.artifact;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Files that appear under their names only when they are complete. */
public final class CompleteFile {
    private static final int SMALL = 1 << 16;
    private static final String NAMES = UUID.randomUUID() + "-";
    private static final AtomicLong NEXT = new AtomicLong();

    private CompleteFile() {}

    /** A name that no other file has, of this process or another. */
    public static String freshName() {
        return NAMES + NEXT.incrementAndGet(); // A random number for each of a million files would cost more.
    }

    /** Where a file is made that is to lie at another place when it is complete. */
    public static Path partOf(Path target) {
        return target.resolveSibling(".wandb-" + freshName() + ".part");
    }

    /** Copies a file if its content has the digest of the entry.
     *
     * @return whether it has */
    public static boolean copy(Path file, ArtifactEntry entry, Path target) throws IOException {
        if (entry.size() > SMALL) {
            return copyLarge(file, entry, target);
        }
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes((int) entry.size() + 1);
        }
        boolean right = Digests.of(content).equals(entry.digest());
        if (right) {
            write(content, target);
        }
        return right;
    }

    /** Copies a file that is known to be right. */
    public static void copy(Path file, Path target) throws IOException {
        Path part = partOf(target);
        try {
            try (FileChannel in = FileChannel.open(file);
                    FileChannel out = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                long size = in.size();
                for (long copied = 0; copied < size; ) {
                    copied += in.transferTo(copied, size - copied, out);
                }
            }
            move(part, target);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Writes a small file. */
    public static void write(byte[] content, Path target) throws IOException {
        Path part = partOf(target);
        try {
            writeNew(content, part);
            move(part, target);
        } catch (IOException e) {
            Files.deleteIfExists(part);
            throw e;
        }
    }

    /** Writes a small file under a name that nobody looks at. */
    static void writeNew(byte[] content, Path file) throws IOException {
        try {
            Files.write(file, content, StandardOpenOption.CREATE_NEW);
        } catch (NoSuchFileException e) { // for want of the folder; looking first would cost each file more
            createFolderOf(file);
            Files.write(file, content, StandardOpenOption.CREATE_NEW);
        }
    }

    /** Puts a complete file in its place. */
    public static void move(Path file, Path target) throws IOException {
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean copyLarge(Path file, ArtifactEntry entry, Path target) throws IOException {
        createFolderOf(target);
        Path part = partOf(target);
        MessageDigest digest = Digests.newDigest();
        try {
            // Streams, since Files.copy would hand on the permissions of a cached file, too.
            try (InputStream in = Files.newInputStream(file);
                    OutputStream out = new DigestOutputStream(
                            Files.newOutputStream(part, StandardOpenOption.CREATE_NEW), digest)) {
                Digests.copy(in, out);
            }
            if (!Digests.base64(digest.digest()).equals(entry.digest())) {
                return false;
            }
            move(part, target);
            return true;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void createFolderOf(Path file) throws IOException {
        Files.createDirectories(requireNonNull(file.toAbsolutePath().getParent(), "a file lies in a folder"));
    }
}
