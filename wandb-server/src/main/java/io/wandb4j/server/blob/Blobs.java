package io.wandb4j.server.blob;

import io.wandb4j.server.errors.RequestException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of byte sequences under random ids.
 *
 * <p>Names that clients choose never become file names, so no name reaches outside the folder. A blob appears whole or
 * not at all, and is never changed. Safe for use by several threads.
 */
public final class Blobs {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    private final Path folder;
    private final Path incoming;

    private final Parts parts;

    private Blobs(Path folder, Path incoming, Parts parts) {
        this.folder = folder;
        this.incoming = incoming;
        this.parts = parts;
    }

    /** Opens the folder, made if absent; what a stopped server left half-written is removed. */
    public static Blobs open(Path folder) throws IOException {
        Path incoming = Files.createDirectories(folder.resolve("incoming"));
        try (Stream<Path> leftovers = Files.list(incoming)) {
            for (Path leftover : leftovers.toList()) {
                Files.deleteIfExists(leftover);
            }
        }
        return new Blobs(folder, incoming, Parts.in(folder.resolve("parts")));
    }

    /** Stores all bytes of the stream, with flat memory. */
    public StoredBlob write(InputStream bytes) throws IOException {
        return write(bytes, null);
    }

    /** Stores all bytes of the stream if their MD5, in Base64, is the expected one; else nothing is kept. */
    public StoredBlob write(InputStream bytes, @Nullable String expected) throws IOException {
        String id = UUID.randomUUID().toString().replace("-", "");
        Path partial = incoming.resolve(id);
        MessageDigest md5 = Md5.newDigest();
        try {
            long size = Files.copy(new DigestInputStream(bytes, md5), partial);
            String digest = Base64.getEncoder().encodeToString(md5.digest());
            if (expected != null) {
                Md5.check(expected, digest);
            }
            flush(partial);
            Path target = path(id);
            Files.createDirectories(target.getParent());
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            return new StoredBlob(id, size, digest);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /** Where large files wait until all their parts are there. */
    public Parts parts() {
        return parts;
    }

    /** Where a blob lies; a foreign or malformed id is refused. */
    public Path path(String id) {
        if (!ID.matcher(id).matches()) {
            throw RequestException.invalid("not a blob id");
        }
        return folder.resolve(id.substring(0, 2)).resolve(id);
    }

    /** Removes a blob; one that is not there is fine. */
    public void delete(String id) throws IOException {
        Files.deleteIfExists(path(id));
    }

    // A row in the database must not outlive a power cut that its bytes did not.
    private static void flush(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
