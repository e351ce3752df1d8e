package io.wandb4j.server.http;

import io.javalin.http.Context;
import io.wandb4j.server.blob.BlobChannel;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sends stored bytes, or the part that was asked for, so that what a run stored can never act in the pages' name. */
public final class Downloads {

    // A browser must treat an HTML file of a run as a stranger: no cookies, no requests as the viewer. What it names of
    // other hosts is loaded only if the viewer says so: a page of results tells nobody that it was looked at.
    private static final String STRANGER = "sandbox allow-scripts";
    private static final String ALONE = STRANGER + "; default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval'";
    private static final String ELSEWHERE = "elsewhere";

    private static final int BUFFER = 1 << 17;
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    private Downloads() {}

    /** Sends the blob under the name; {@code ?elsewhere=allow} lets an HTML file load from other hosts. */
    public static void send(Context context, String name, Path blob) throws IOException {
        describe(context, name);
        try (BlobChannel channel = BlobChannel.open(blob)) {
            send(context, channel, Part.of(context.header("Range"), channel.size()));
        }
    }

    /** Sends the bytes under the name, like a file. */
    public static void send(Context context, String name, byte[] bytes) throws IOException {
        describe(context, name);
        Part part = Part.of(context.header("Range"), bytes.length);
        if (begins(context, part, bytes.length)) {
            context.outputStream().write(bytes, (int) part.from(), (int) part.count());
        }
    }

    private static void describe(Context context, String name) {
        context.contentType(FileTypes.of(name));
        context.header("Content-Security-Policy", policy(context));
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Cache-Control", "private, no-cache");
        context.header("Accept-Ranges", "bytes");
        context.disableCompression();
    }

    private static String policy(Context context) {
        return "allow".equals(context.queryParam(ELSEWHERE)) ? STRANGER : ALONE;
    }

    private static void send(Context context, BlobChannel channel, Part part) throws IOException {
        if (!begins(context, part, channel.size())) {
            return;
        }
        OutputStream out = context.outputStream();
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, part.count()));
        for (long sent = 0; sent < part.count(); sent += buffer.position()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), part.count() - sent));
            if (channel.read(buffer, part.from() + sent) < 1) {
                throw new EOFException("a stored file became shorter");
            }
            out.write(buffer.array(), 0, buffer.position());
        }
        out.flush();
    }

    /** Answers with the headers of a part; says no when it has no byte. */
    private static boolean begins(Context context, Part part, long size) {
        if (part.count() < 0) {
            context.status(416).header("Content-Range", "bytes */" + size);
            return false;
        }
        if (part.count() < size) {
            context.status(206)
                    .header(
                            "Content-Range",
                            "bytes " + part.from() + "-" + (part.from() + part.count() - 1) + "/" + size);
        }
        context.res().setContentLengthLong(part.count());
        return true;
    }

    /** From where and how many bytes; fewer than none when no byte is in the range. */
    private record Part(long from, long count) {

        static Part of(@Nullable String range, long size) {
            Matcher matcher = RANGE.matcher(range == null ? "" : range);
            if (!matcher.matches()
                    || matcher.group(1).isEmpty() && matcher.group(2).isEmpty()) {
                return new Part(0, size);
            }
            if (matcher.group(1).isEmpty()) {
                long count = Math.min(size, Long.parseLong(matcher.group(2)));
                return count == 0 ? new Part(0, -1) : new Part(size - count, count);
            }
            long from = Long.parseLong(matcher.group(1));
            long last = matcher.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(matcher.group(2)));
            return new Part(from, from < size && from <= last ? last - from + 1 : -1);
        }
    }
}
