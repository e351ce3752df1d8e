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
    private final List<StreamFile> files;
    private final List<String> uploaded = new ArrayList<>();
    private @Nullable String summary;
    private boolean summaryChanged;
    private boolean preempting;
    private @Nullable Integer exitCode;

    /** An empty batch.
     *
     * @param target about how many bytes of lines a request carries
     * @param files the files of the stream that grow */
    FileStreamBatch(int target, List<StreamFile> files) {
        this.target = target;
        this.files = List.copyOf(files);
    }

    /** About how many bytes a request carries: settings can make requests larger, never smaller. */
    static int target(NetworkSettings settings) {
        return Math.max(TARGET, settings.requestBytes().orElse(0));
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

    /** Ends the stream with the request that has nothing left behind it. */
    void complete(int exitCode) {
        this.exitCode = exitCode;
    }

    boolean isEmpty() {
        return !hasLines() && uploaded.isEmpty() && !summaryChanged && !preempting && exitCode == null;
    }

    /** Whether lines wait for a request. */
    boolean hasLines() {
        return files.stream().anyMatch(file -> !file.isEmpty());
    }

    boolean isFull() {
        return bytes() >= target;
    }

    private long bytes() {
        long bytes = 0;
        for (StreamFile file : files) {
            bytes += file.bytes();
        }
        return bytes;
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
        ByteArrayOutputStream out = new ByteArrayOutputStream((int) Math.min(bytes() * 5 / 4 + 1024, 2L * target));
        try (JsonGenerator json = Json.MAPPER.createGenerator(out)) {
            json.writeStartObject();
            boolean all = writeFiles(json);
            if (!uploaded.isEmpty()) {
                json.writePOJOField("uploaded", uploaded);
            }
            if (preempting) {
                json.writeBooleanField("preempting", true);
            }
            if (exitCode != null && all) {
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
        files.stream().filter(file -> !file.isEmpty()).forEach(StreamFile::sent);
        uploaded.clear();
        summaryChanged = false;
        preempting = false;
    }

    private boolean writeFiles(JsonGenerator json) throws IOException {
        if (!hasLines() && !summaryChanged) {
            return true;
        }
        boolean all = true;
        json.writeObjectFieldStart("files");
        for (StreamFile file : files) {
            if (!file.isEmpty()) {
                all &= file.writeTo(json);
            }
        }
        if (summaryChanged && summary != null) {
            writeChunk(json, "wandb-summary.json", 0, List.of(summary));
        }
        json.writeEndObject();
        return all;
    }

    /** Writes lines of a file, to be found from the offset on. */
    static void writeChunk(JsonGenerator json, String file, long offset, List<String> lines) throws IOException {
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
