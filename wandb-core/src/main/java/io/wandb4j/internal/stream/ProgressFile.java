package io.wandb4j.internal.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wandb4j.internal.json.Json;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** The small file beside a log that keeps how much of it a server has, and tells who is at work on it.
 *
 * <p>The progress is written to one of two places in turn, each time with one write, with a checksum: whenever the process
 * dies, the one before or the new one is whole. Roles are locks of the operating system, so they end with the process that
 * holds them. Safe for use by several threads. */
public final class ProgressFile implements Closeable {
    /** Who can be at work on a log; one at a time in each role. */
    public enum Role {
        /** The process that writes the log. */
        WRITER,
        /** Whoever sends it. */
        SENDER
    }

    private static final int PLACE = 16 * 1024;
    private static final int HEAD = 16; // checksum, length, sequence number

    private final SharedFile file;
    private long sequence;
    private boolean closed;

    private ProgressFile(SharedFile file) {
        this.file = file;
    }

    /** Opens the file of a log, making it if there is none.
     *
     * @throws IOException if it cannot be opened for writing */
    public static ProgressFile open(Path log) throws IOException {
        return new ProgressFile(SharedFile.open(path(log)));
    }

    /** Whether a log has such a file: one that this client wrote or has sent. */
    public static boolean exists(Path log) {
        return Files.exists(path(log));
    }

    /** Opens the file of a log if there is one. */
    public static Optional<ProgressFile> openExisting(Path log) throws IOException {
        return exists(log) ? Optional.of(open(log)) : Optional.empty();
    }

    private static Path path(Path log) {
        return log.resolveSibling(log.getFileName() + ".progress");
    }

    /** Takes a role until {@link #close}; false if another holds it. */
    public boolean take(Role role) throws IOException {
        return file.lock(role.ordinal(), this);
    }

    /** Whether anybody, here or in another process, holds a role. */
    public boolean isTaken(Role role) {
        return file.isLocked(role.ordinal());
    }

    /** Whether a server has all of the log, the end included. */
    public boolean isComplete() throws IOException {
        return read().map(Progress::complete).orElse(false);
    }

    /** The progress as last stored; empty if there is none, or none that is whole. */
    synchronized Optional<Progress> read() throws IOException {
        Optional<Progress> latest = Optional.empty();
        for (int place = 0; place < 2; place++) {
            byte[] bytes = file.read((long) place * PLACE, PLACE);
            JsonNode json = check(bytes);
            long number = json == null ? 0 : ByteBuffer.wrap(bytes).getLong(8);
            if (json != null && number >= sequence) {
                sequence = number;
                latest = Optional.of(fromJson(json));
            }
        }
        return latest;
    }

    synchronized void write(Progress progress) throws IOException {
        byte[] json = Json.write(toJson(progress)).getBytes(StandardCharsets.UTF_8);
        if (json.length > PLACE - HEAD) { // artifacts that are sent again change nothing on the server
            write(progress.withArtifacts(Set.of()));
            return;
        }
        sequence++;
        ByteBuffer bytes = ByteBuffer.allocate(HEAD + json.length);
        bytes.putInt(0).putInt(json.length).putLong(sequence).put(json);
        bytes.putInt(0, checksum(bytes.array(), bytes.capacity()));
        file.write(sequence % 2 * PLACE, bytes.array());
    }

    @Override
    public synchronized void close() throws IOException {
        if (!closed) {
            closed = true;
            file.close(this);
        }
    }

    private static @Nullable JsonNode check(byte[] bytes) {
        if (bytes.length < HEAD) {
            return null;
        }
        ByteBuffer head = ByteBuffer.wrap(bytes);
        int length = head.getInt(4);
        if (length <= 0 || length > bytes.length - HEAD || head.getInt(0) != checksum(bytes, HEAD + length)) {
            return null;
        }
        try {
            return Json.read(new String(bytes, HEAD, length, StandardCharsets.UTF_8));
        } catch (UncheckedIOException e) {
            return null;
        }
    }

    private static int checksum(byte[] bytes, int end) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes, 4, end - 4);
        return (int) checksum.getValue();
    }

    private static ObjectNode toJson(Progress progress) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("base_url", progress.target().baseUrl())
                .put("entity", progress.target().entity())
                .put("project", progress.target().project())
                .put("run_id", progress.target().runId())
                .put("storage_id", progress.target().storageId())
                .put("alerts", progress.alerts())
                .put("complete", progress.complete());
        put(json.putObject("history"), progress.history());
        put(json.putObject("events"), progress.events());
        put(json.putObject("console"), progress.console());
        new TreeSet<>(progress.artifacts()).forEach(json.putArray("artifacts")::add);
        return json;
    }

    private static Progress fromJson(JsonNode json) {
        Set<Integer> artifacts = new TreeSet<>();
        json.path("artifacts").forEach(number -> artifacts.add(number.asInt()));
        Progress.Target target = new Progress.Target(
                json.path("base_url").asText(),
                json.path("entity").asText(),
                json.path("project").asText(),
                json.path("run_id").asText(),
                json.path("storage_id").asText());
        return new Progress(
                target,
                lines(json.path("history")),
                lines(json.path("events")),
                lines(json.path("console")),
                json.path("alerts").asInt(),
                artifacts,
                json.path("complete").asBoolean());
    }

    private static void put(ObjectNode json, Progress.Lines lines) {
        json.put("first_line", lines.first()).put("records", lines.records()).put("lines", lines.lines());
    }

    private static Progress.Lines lines(JsonNode json) {
        return new Progress.Lines(
                json.path("first_line").asLong(),
                json.path("records").asLong(),
                json.path("lines").asLong());
    }
}
