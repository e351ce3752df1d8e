package io.wandb4j.internal.transport;

import io.wandb4j.errors.CommunicationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.function.LongConsumer;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Bytes of a file on their way into their place in it: those that came stay, and are not asked for again. */
public final class FileRange {
    private static final int BUFFER = 1 << 16;

    private final String what;
    private final FileChannel file;
    private final long from;
    private final long count;
    private final long size;
    private final @Nullable MessageDigest digest;
    private final LongConsumer listener;
    private long received;

    /** A range that nothing of is there yet.
     *
     * @param what the name of the file, for messages
     * @param from the first byte
     * @param count how many bytes
     * @param size of the whole file
     * @param digest takes all bytes in their order, if there is one
     * @param listener is told how many bytes more are there, or fewer */
    public FileRange(
            String what,
            FileChannel file,
            long from,
            long count,
            long size,
            @Nullable MessageDigest digest,
            LongConsumer listener) {
        this.what = what;
        this.file = file;
        this.from = from;
        this.count = count;
        this.size = size;
        this.digest = digest;
        this.listener = listener;
    }

    String what() {
        return what;
    }

    long received() {
        return received;
    }

    boolean isComplete() {
        return received == count && count > 0;
    }

    boolean isWhole() {
        return from + received == 0 && count == size;
    }

    String header() {
        return "bytes=" + (from + received) + "-" + (from + count - 1);
    }

    /** Takes an answer: the bytes asked for, or the whole file, of which the others are passed over. */
    Void take(Response response) throws IOException {
        long start = start(response);
        try (InputStream in = response.body().byteStream()) {
            if (start < from + received) {
                in.skipNBytes(from + received - start);
            }
            copy(in);
        }
        if (received < count) {
            throw new IOException("the answer ended after " + received + " of " + count + " bytes");
        }
        return null;
    }

    private long start(Response response) throws IOException {
        if (response.code() != 206) {
            long length = response.body().contentLength();
            if (length >= 0 && length != size) { // of an encoded answer, the length is not known
                throw CommunicationException.rejected(
                        0, "file '" + what + "' has " + length + " bytes at the server, not " + size, null);
            }
            return 0;
        }
        String range = response.header("Content-Range", "");
        if (!range.matches("bytes " + (from + received) + "-[0-9]+/(" + size + "|\\*)")) {
            throw new IOException("the server sent another part of the file than was asked for: '" + range + "'");
        }
        return from + received;
    }

    private void copy(InputStream in) throws IOException {
        byte[] buffer = new byte[(int) Math.min(BUFFER, count - received)];
        for (int filled = 1; filled > 0 && received < count; ) {
            filled = fill(buffer, (int) Math.min(buffer.length, count - received), in);
        }
    }

    /** Fills the buffer and takes what is in it, however that ends: a stream gives few bytes at a time, a file likes many. */
    private int fill(byte[] buffer, int most, InputStream in) throws IOException {
        int filled = 0;
        try {
            for (int length = 1; length > 0 && filled < most; filled += Math.max(0, length)) {
                length = in.read(buffer, filled, most - filled);
            }
        } finally {
            take(buffer, filled);
        }
        return filled;
    }

    private void take(byte[] buffer, int length) throws LocalFileException {
        write(buffer, length);
        if (digest != null) {
            digest.update(buffer, 0, length);
        }
        received += length;
        listener.accept(length);
    }

    private void write(byte[] buffer, int length) throws LocalFileException {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, length);
            long position = from + received;
            while (bytes.hasRemaining()) {
                position += file.write(bytes, position);
            }
        } catch (IOException e) {
            throw new LocalFileException("cannot write " + what + ": " + e, e);
        }
    }
}
