package io.wandb4j.internal.place;

import io.wandb4j.errors.UsageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The content of a medium, copied when the medium is made: in memory, or on disk if it is large.
 *
 * <p>Immutable, and safe for use by several threads. A copy on disk goes when nobody holds its content any more. */
public final class MediaContent {
    private final byte @Nullable [] bytes;
    private final @Nullable ScratchFile file;
    private final String sha256;
    private final long size;

    MediaContent(byte @Nullable [] bytes, @Nullable ScratchFile file, String sha256, long size) {
        this.bytes = bytes;
        this.file = file;
        this.sha256 = sha256;
        this.size = size;
    }

    /** Writes content. */
    @FunctionalInterface
    public interface Writer {
        /** Writes all of it. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** What a writer writes. */
    public static MediaContent of(Writer writer) throws IOException {
        try (ContentBuffer buffer = new ContentBuffer()) {
            writer.writeTo(buffer);
            return buffer.content();
        }
    }

    /** These bytes. */
    public static MediaContent of(byte[] bytes) {
        try {
            return of(out -> out.write(bytes));
        } catch (IOException e) {
            throw new UsageException("cannot keep " + bytes.length + " bytes for logging: " + e.getMessage(), e);
        }
    }

    /** A copy of a file.
     *
     * @param kind what the file is to be, for the message
     * @throws UsageException if it cannot be read */
    public static MediaContent ofFile(String kind, Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UsageException("cannot read " + kind + " '" + file + "': there is no such file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return of(in::transferTo);
        } catch (IOException e) {
            throw new UsageException("cannot read " + kind + " '" + file + "': " + e.getMessage(), e);
        }
    }

    /** The SHA-256 of the content in hexadecimal digits. */
    public String sha256() {
        return sha256;
    }

    /** The number of bytes. */
    public long size() {
        return size;
    }

    /** Reads the content from its start. */
    public InputStream open() throws IOException {
        return file == null ? new ByteArrayInputStream(memory()) : Files.newInputStream(file.path());
    }

    /** Writes the content to a file that does not exist yet. */
    public void copyTo(Path target) throws IOException {
        if (file == null) {
            Files.write(target, memory());
        } else {
            Files.copy(file.path(), target);
        }
    }

    private byte[] memory() {
        return bytes == null ? new byte[0] : bytes;
    }
}
