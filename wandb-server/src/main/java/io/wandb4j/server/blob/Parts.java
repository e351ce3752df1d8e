package io.wandb4j.server.blob;

import io.wandb4j.server.errors.RequestException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Large files that come in parts, until all parts of one are there.
 *
 * <p>File names are numbers and digests only. A part appears whole or not at all; it outlives the server's process, so that
 * an upload goes on where it was. Safe for use by several threads.
 */
public final class Parts {

    private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");

    private final Path folder;
    private final Blobs blobs;
    private final Map<Long, PartDigest> digests = new ConcurrentHashMap<>();

    Parts(Path folder, Blobs blobs) {
        this.folder = folder;
        this.blobs = blobs;
    }

    /** A part of a file, by its number from 1 on and its MD5 in hexadecimal digits. */
    public record Part(int number, String md5) {
        /** Refuses what cannot be one. */
        public Part {
            if (number < 1 || number > 10_000 || !MD5.matcher(md5).matches()) {
                throw RequestException.invalid("a part of a file has a number from 1 to 10000 and an MD5 in hex, not "
                        + number + " and \"" + md5 + "\"");
            }
        }

        Path in(Path folder) {
            return folder.resolve(number + "-" + md5);
        }

        /** Refuses, and removes, a part whose bytes have another MD5. */
        void check(Path folder) throws IOException {
            MessageDigest digest = Md5.newDigest();
            try (InputStream bytes = Files.newInputStream(in(folder))) {
                Blobs.copy(bytes, new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            }
            String found = HexFormat.of().formatHex(digest.digest());
            if (!found.equals(md5)) {
                Files.deleteIfExists(in(folder));
                throw RequestException.invalid("part " + number + " has the MD5 " + found + ", not " + md5
                        + " as announced; the file changed or was damaged on its way: send it again");
            }
        }
    }

    /** Stores the bytes of a part; one that is there stays as it is. */
    public void write(long upload, Part part, InputStream bytes) throws IOException {
        Path place = Files.createDirectories(folderOf(upload));
        Path partial = place.resolve("incoming-" + UUID.randomUUID());
        try {
            try (OutputStream out = Files.newOutputStream(partial, StandardOpenOption.CREATE_NEW)) {
                Blobs.copy(bytes, out);
            }
            place(partial, part.in(place));
        } finally {
            Files.deleteIfExists(partial);
        }
        digest(upload).arrived(part);
    }

    // What was digested must be what is kept: a part never changes, it only goes if it is wrong.
    private synchronized void place(Path partial, Path part) throws IOException {
        if (!Files.exists(part)) {
            Files.move(partial, part, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Does something with a whole file while nobody else does. */
    public void alone(long upload, Step step) throws IOException {
        synchronized (digest(upload)) {
            step.run();
        }
    }

    /** What is done with a whole file. */
    public interface Step {
        /** Does it. */
        void run() throws IOException;
    }

    /** Makes all parts one blob; refused if one is missing, or if their MD5, in Base64, is not this one. */
    public StoredBlob join(long upload, List<Part> parts, String md5) throws IOException {
        List<Path> files = files(folderOf(upload), parts);
        digest(upload).check(parts, md5);
        return blobs.keep(files, md5);
    }

    private static List<Path> files(Path place, List<Part> parts) {
        List<Path> files = parts.stream().map(part -> part.in(place)).toList();
        for (int i = 0; i < Math.max(1, files.size()); i++) {
            if (i == files.size() || parts.get(i).number() != i + 1 || !Files.isRegularFile(files.get(i))) {
                throw RequestException.invalid("part " + (i + 1) + " of the file is missing; send it again");
            }
        }
        return files;
    }

    /** Removes all parts of a file. */
    public void delete(long upload) throws IOException {
        digests.remove(upload);
        Blobs.deleteAll(folderOf(upload));
    }

    /** Removes the parts of files of which nothing came since then. */
    public void deleteBefore(Instant time) throws IOException {
        try (Stream<Path> uploads = Files.list(folder)) {
            for (Path upload : uploads.toList()) {
                String id = upload.getFileName().toString();
                if (id.matches("[0-9]{1,18}")
                        && Files.getLastModifiedTime(upload).toInstant().isBefore(time)) {
                    delete(Long.parseLong(id));
                }
            }
        }
    }

    private PartDigest digest(long upload) {
        return digests.computeIfAbsent(upload, id -> new PartDigest(folderOf(id)));
    }

    private Path folderOf(long upload) {
        return folder.resolve(Long.toString(upload));
    }
}
