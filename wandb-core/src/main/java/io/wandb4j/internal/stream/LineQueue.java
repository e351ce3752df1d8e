package io.wandb4j.internal.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A file of the stream to which lines are only added: at most one for each record of a kind. For one thread. */
final class LineQueue implements StreamFile {
    private final String name;
    private final int longest;
    private final Progress.Lines begin;
    private final List<String> lines = new ArrayList<>();
    private long records;
    private long offset;
    private long bytes;

    /** An empty queue behind what the server has.
     *
     * @param name of the file
     * @param longest the most bytes that a line may have */
    LineQueue(String name, int longest, Progress.Lines begin) {
        this.name = name;
        this.longest = longest;
        this.begin = begin;
        this.offset = begin.next();
    }

    /** Counts a record; whether the server lacks it. */
    boolean isNews() {
        return records++ >= begin.records();
    }

    /** Adds the line of a record; false if it is longer than a server takes. */
    @CanIgnoreReturnValue
    boolean add(String line) {
        long size = FileStreamBatch.bytesOf(line);
        if (size > longest) {
            return false;
        }
        lines.add(line);
        bytes += size;
        return true;
    }

    int size() {
        return lines.size();
    }

    @Override
    public boolean isEmpty() {
        return lines.isEmpty();
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public boolean writeTo(JsonGenerator json) throws IOException {
        FileStreamBatch.writeChunk(json, name, offset, lines);
        return true;
    }

    @Override
    public void sent() {
        offset += lines.size();
        lines.clear();
        bytes = 0;
    }

    // Records before the first that the server lacked are counted, too: the log is read from its begin.
    @Override
    public Progress.Lines reached() {
        long read = Math.max(records, begin.records());
        return new Progress.Lines(begin.first(), read, offset + lines.size() - begin.first());
    }
}
