package io.wandb4j.server.http;

import io.javalin.http.Context;
import io.wandb4j.server.errors.RequestException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Bodies of requests as streams, unpacked, that end with an error when they grow too large. */
public final class Bodies {

    /** The largest body, unpacked: several times what clients put into one request. */
    public static final long LIMIT = 64L << 20;

    private Bodies() {}

    /** Opens the body of the request. */
    public static InputStream open(Context context) throws IOException {
        String encoding = context.header("Content-Encoding");
        InputStream raw = context.bodyInputStream();
        boolean packed = encoding != null && encoding.toLowerCase(Locale.ROOT).equals("gzip");
        return new Limited(packed ? new GZIPInputStream(raw) : raw);
    }

    private static final class Limited extends FilterInputStream {
        private long left = LIMIT;

        Limited(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            count(Math.max(0, count));
            return count;
        }

        private void count(int bytes) {
            left -= bytes;
            if (left < 0) {
                throw RequestException.tooLarge("the body is larger than " + LIMIT + " bytes");
            }
        }
    }
}
