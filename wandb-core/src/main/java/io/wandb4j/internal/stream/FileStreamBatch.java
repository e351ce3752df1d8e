package io.wandb4j.internal.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import io.wandb4j.internal.json.Json;
import io.wandb4j.settings.NetworkSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the next request of the file stream carries. For one thread. */
final class FileStreamBatch {
    /** Bytes of content that a request aims at. */
    static final int TARGET = 10 * 1024 * 1024;

    /** The longest line that a server takes unless it is told otherwise. */
    static final int LONGEST_LINE = TARGET - 100 * 1024;

    private final int target;
    private final int longestLine;
    private final List<String> history = new ArrayList<>();
    private final List<String> uploaded = new ArrayList<>();
    private long historyOffset;
    private long bytes;
    private @Nullable String summary;
    private boolean summaryChanged;
    private boolean preempting;
    private @Nullable Integer exitCode;

    /** An empty batch. Settings can make requests larger, never smaller. */
    FileStreamBatch(long historyOffset, NetworkSettings settings) {
        this.historyOffset = historyOffset;
        this.target = Math.max(TARGET, settings.requestBytes().orElse(0));
        this.longestLine = settings.lineBytes().orElse(LONGEST_LINE);
    }

    /** Adds a row; false if its line is longer than a server takes. */
    boolean addHistory(String line) {
        long size = bytesOf(line);
        if (size > longestLine) {
            return false;
        }
        history.add(line);
        bytes += size;
        return true;
    }

    /** The summary as it now is; each request replaces the one before. */
    void setSummary(String json) {
        summary = json;
        summaryChanged = true;
    }

    void addUploaded(String path) {
        uploaded.add(path);
    }

    /** The machine will be taken away soon. */
    void preempt() {
        preempting = true;
    }

    /** Ends the stream. */
    void complete(int exitCode) {
        this.exitCode = exitCode;
    }

    boolean isEmpty() {
        return history.isEmpty() && uploaded.isEmpty() && !summaryChanged && !preempting && exitCode == null;
    }

    boolean isFull() {
        return bytes >= target;
    }

    /** The most bytes that a row may have. */
    int longestLine() {
        return longestLine;
    }

    int rows() {
        return history.size();
    }

    /** The line of the server's history after those of the batch. */
    long nextLine() {
        return historyOffset + history.size();
    }

    /** The bytes of a text as the server counts them. */
    static long bytesOf(String text) {
        long bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) { // two bytes; three above 0x800; a pair of surrogates makes four
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }

    /** The body of the request; an empty object is a heartbeat. */
    byte[] toJson() {
        ByteArrayOutputStream out = new ByteArrayOutputStream((int) Math.min(bytes * 5 / 4 + 256, Integer.MAX_VALUE));
        try (JsonGenerator json = Json.MAPPER.createGenerator(out)) {
            json.writeStartObject();
            writeFiles(json);
            if (!uploaded.isEmpty()) {
                json.writePOJOField("uploaded", uploaded);
            }
            if (preempting) {
                json.writeBooleanField("preempting", true);
            }
            if (exitCode != null) {
                json.writeBooleanField("complete", true);
                json.writeNumberField("exitcode", exitCode);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Goes on after the server has taken the request. */
    void sent() {
        historyOffset += history.size();
        history.clear();
        uploaded.clear();
        bytes = 0;
        summaryChanged = false;
        preempting = false;
    }

    private void writeFiles(JsonGenerator json) throws IOException {
        if (history.isEmpty() && !summaryChanged) {
            return;
        }
        json.writeObjectFieldStart("files");
        if (!history.isEmpty()) {
            writeChunk(json, "wandb-history.jsonl", historyOffset, history);
        }
        if (summaryChanged && summary != null) {
            writeChunk(json, "wandb-summary.json", 0, List.of(summary));
        }
        json.writeEndObject();
    }

    private static void writeChunk(JsonGenerator json, String file, long offset, List<String> lines)
            throws IOException {
        json.writeObjectFieldStart(file);
        json.writeNumberField("offset", offset);
        json.writeArrayFieldStart("content");
        for (String line : lines) {
            json.writeString(line);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
