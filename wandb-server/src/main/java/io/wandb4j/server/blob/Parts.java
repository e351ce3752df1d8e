package io.wandb4j.server.blob;

import io.wandb4j.server.errors.RequestException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
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

    private Parts(Path folder) {
        this.folder = folder;
    }

    static Parts in(Path folder) throws IOException {
        return new Parts(Files.createDirectories(folder));
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

        private String fileName() {
            return number + "-" + md5;
        }
    }

    /** Stores the bytes of a part; bytes of another MD5 are refused. */
    public void write(long upload, Part part, InputStream bytes) throws IOException {
        Path target = folderOf(upload).resolve(part.fileName());
        Files.createDirectories(target.getParent());
        Path partial = target.resolveSibling("incoming-" + UUID.randomUUID());
        MessageDigest md5 = Md5.newDigest();
        try {
            Files.copy(new DigestInputStream(bytes, md5), partial);
            String found = HexFormat.of().formatHex(md5.digest());
            if (!found.equals(part.md5())) {
                throw RequestException.invalid("part " + part.number() + " has the MD5 " + found + ", not " + part.md5()
                        + " as announced; the file changed or was damaged on its way: send it again");
            }
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /** All parts one after the other, as one stream; refused if one is missing. */
    public InputStream join(long upload, List<Part> parts) {
        Path place = folderOf(upload);
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (part.number() != i + 1 || !Files.isRegularFile(place.resolve(part.fileName()))) {
                throw RequestException.invalid("part " + (i + 1) + " of the file is missing; send it again");
            }
        }
        Iterator<Part> rest = parts.iterator();
        return new SequenceInputStream(new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return rest.hasNext();
            }

            @Override
            public InputStream nextElement() {
                try {
                    return Files.newInputStream(place.resolve(rest.next().fileName()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
    }

    /** Removes all parts of a file. */
    public void delete(long upload) throws IOException {
        delete(folderOf(upload));
    }

    /** Removes the parts of files of which nothing came since then. */
    public void deleteBefore(Instant time) throws IOException {
        try (Stream<Path> uploads = Files.list(folder)) {
            for (Path upload : uploads.toList()) {
                if (Files.getLastModifiedTime(upload).toInstant().isBefore(time)) {
                    delete(upload);
                }
            }
        }
    }

    private Path folderOf(long upload) {
        return folder.resolve(Long.toString(upload));
    }

    private static void delete(Path upload) throws IOException {
        if (!Files.isDirectory(upload)) {
            return;
        }
        try (Stream<Path> files = Files.walk(upload)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
