package io.wandb4j.server.blob;

import io.wandb4j.server.errors.RequestException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
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

    private static final int BUFFER = 1 << 17;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    private final Path folder;
    private final Path incoming;

    private final Parts parts;

    private Blobs(Path folder, Path incoming) throws IOException {
        this.folder = folder;
        this.incoming = incoming;
        this.parts = new Parts(Files.createDirectories(folder.resolve("parts")), this);
    }

    /** Opens the folder, made if absent; what a stopped server left half-written is removed. */
    public static Blobs open(Path folder) throws IOException {
        Path incoming = folder.resolve("incoming");
        deleteAll(incoming);
        Files.createDirectories(incoming);
        return new Blobs(folder, incoming);
    }

    /** Stores all bytes of the stream, with flat memory. */
    public StoredBlob write(InputStream bytes) throws IOException {
        return write(bytes, null);
    }

    /** Stores all bytes of the stream if their MD5, in Base64, is the expected one; else nothing is kept. */
    public StoredBlob write(InputStream bytes, @Nullable String expected) throws IOException {
        Path partial = incoming.resolve(newId());
        MessageDigest md5 = Md5.newDigest();
        try {
            try (OutputStream out = Files.newOutputStream(partial, StandardOpenOption.CREATE_NEW)) {
                copy(bytes, new DigestOutputStream(out, md5));
            }
            String digest = Base64.getEncoder().encodeToString(md5.digest());
            if (expected != null) {
                Md5.check(expected, digest);
            }
            flush(partial);
            return keep(partial, Files.size(partial), digest);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /** Makes the files one blob: they become its parts as they are, since a copy of large ones would take as long as sending them. */
    StoredBlob keep(List<Path> files, String md5) throws IOException {
        Path folder = Files.createDirectory(incoming.resolve(newId()));
        long size = 0;
        for (int i = 0; i < files.size(); i++) {
            flush(files.get(i));
            size += Files.size(files.get(i));
            Files.move(files.get(i), folder.resolve(Integer.toString(i + 1)), StandardCopyOption.ATOMIC_MOVE);
        }
        return keep(folder, size, md5);
    }

    private StoredBlob keep(Path partial, long size, String md5) throws IOException {
        String id = newId();
        Path target = path(id);
        Files.createDirectories(target.getParent());
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        return new StoredBlob(id, size, md5);
    }

    /** Copies all bytes, in larger pieces than a stream does by itself. */
    static void copy(InputStream bytes, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int count; (count = bytes.readNBytes(buffer, 0, BUFFER)) > 0; ) {
            out.write(buffer, 0, count);
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
        deleteAll(path(id));
    }

    /** Removes a file, or a folder with all that is in it; one that is not there is fine. */
    static void deleteAll(Path place) throws IOException {
        if (!Files.exists(place)) {
            return;
        }
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static String newId() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    // A row in the database must not outlive a power cut that its bytes did not.
    private static void flush(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
