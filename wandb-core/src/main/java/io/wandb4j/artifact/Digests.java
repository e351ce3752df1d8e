package io.wandb4j.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/** MD5 digests as the protocol writes them: base64 for content, lower-case hex for addresses and manifests. */
public final class Digests {
    private static final int BUFFER = 1 << 16;

    private Digests() {}

    /** The digest of some bytes, in base64. */
    public static String of(byte[] content) {
        return base64(newDigest().digest(content));
    }

    /** The digest of a file's content, in base64. */
    public static String of(Path file) throws IOException {
        return of(file, newDigest(), count -> {});
    }

    /** The digest of a file's content, in base64.
     *
     * @param digest has seen nothing yet
     * @param read is told how many bytes more were read */
    static String of(Path file, MessageDigest digest, LongConsumer read) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count; (count = in.read(buffer)) >= 0; ) {
                digest.update(buffer, 0, count);
                read.accept(count);
            }
        }
        return base64(digest.digest());
    }

    /** Copies all bytes, a large file in larger pieces than a stream does by itself. */
    static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int count; (count = in.read(buffer)) >= 0; ) {
            out.write(buffer, 0, count);
        }
    }

    /** The digest of a part of a file, in lower-case hex. */
    public static String hexOfPart(Path file, long offset, long length) throws IOException {
        MessageDigest digest = newDigest();
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(offset);
            byte[] buffer = new byte[BUFFER];
            for (long left = length; left > 0; ) {
                int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (count < 0) {
                    throw new IOException(file + " became shorter");
                }
                digest.update(buffer, 0, count);
                left -= count;
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** A base64 digest in lower-case hex.
     *
     * @throws IllegalArgumentException if the text is not base64 */
    public static String hex(String base64) {
        return HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
    }

    /** Whether a text is an MD5 digest in base64. */
    public static boolean isMd5(String text) {
        try {
            return text.length() == 24 && Base64.getDecoder().decode(text).length == 16;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static String base64(byte[] digest) {
        return Base64.getEncoder().encodeToString(digest);
    }

    /** A digest of nothing yet. */
    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
