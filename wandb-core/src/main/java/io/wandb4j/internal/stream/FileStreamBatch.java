package io.wandb4j.internal.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import io.wandb4j.internal.json.Json;
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

    /** The longest line that a server takes. */
    static final int LONGEST_LINE = TARGET - 100 * 1024;

    private final List<String> history = new ArrayList<>();
    private final List<String> uploaded = new ArrayList<>();
    private long historyOffset;
    private long bytes;
    private @Nullable String summary;
    private boolean summaryChanged;
    private @Nullable Integer exitCode;

    FileStreamBatch(long historyOffset) {
        this.historyOffset = historyOffset;
    }

    /** Adds a row; false if its line is longer than a server takes. */
    boolean addHistory(String line) {
        if (line.length() > LONGEST_LINE) {
            return false;
        }
        history.add(line);
        bytes += line.length();
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

    /** Ends the stream. */
    void complete(int exitCode) {
        this.exitCode = exitCode;
    }

    boolean isEmpty() {
        return history.isEmpty() && uploaded.isEmpty() && !summaryChanged && exitCode == null;
    }

    boolean isFull() {
        return bytes >= TARGET;
    }

    int rows() {
        return history.size();
    }

    long nextRow() {
        return historyOffset + history.size();
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
