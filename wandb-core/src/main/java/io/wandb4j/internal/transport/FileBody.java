package io.wandb4j.internal.transport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** A part of a file, read anew for each attempt. */
final class FileBody extends RequestBody {
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final long offset;
    private final long length;

    FileBody(Path file, long offset, long length) {
        this.file = file;
        this.offset = offset;
        this.length = length;
    }

    @Override
    public @Nullable MediaType contentType() {
        return null;
    }

    @Override
    public long contentLength() {
        return length;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        try (InputStream in = open()) {
            byte[] buffer = new byte[BUFFER];
            for (long left = length; left > 0; ) {
                int count = read(in, buffer, (int) Math.min(buffer.length, left));
                sink.write(buffer, 0, count);
                left -= count;
            }
        }
    }

    private InputStream open() throws LocalFileException {
        try {
            return Channels.newInputStream(FileChannel.open(file).position(offset));
        } catch (IOException e) {
            throw new LocalFileException("cannot read " + file, e);
        }
    }

    private int read(InputStream in, byte[] buffer, int most) throws LocalFileException {
        try {
            int count = in.read(buffer, 0, most);
            if (count < 0) {
                throw new IOException("the file became shorter while it was being sent");
            }
            return count;
        } catch (IOException e) {
            throw new LocalFileException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
