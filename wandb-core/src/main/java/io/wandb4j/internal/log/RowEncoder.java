package io.wandb4j.internal.log;

import io.wandb4j.internal.json.ValueWriter;
import io.wandb4j.internal.record.RawJson;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Encodes a closed row as the two records of the official log: what it changes in the summary, and the row itself.
 *
 * <p>Written by hand because it is the hot path of logging: one pass over the leaves, buffers reused. Not safe for several
 * threads. Field numbers are those of {@code wandb_log.proto}. */
public final class RowEncoder {
    private static final int HISTORY = 2;
    private static final int SUMMARY = 3;
    private static final int ITEM = 1;
    private static final int STEP = 2;
    private static final int NESTED_KEY = 2;
    private static final int VALUE_JSON = 16;

    private static final int KEPT_KEYS = 10_000;

    private final Map<String, byte[]> keys = new HashMap<>();
    private final Bytes item = new Bytes();
    private final Bytes history = new Bytes();
    private final Bytes summary = new Bytes();
    private final Bytes historyField = new Bytes();
    private final Bytes summaryField = new Bytes();

    public void begin() {
        history.clear();
        summary.clear();
    }

    /** Adds a leaf of the row, and to the summary too if it is its own summary. */
    public void leaf(List<String> path, @Nullable Object value, boolean alsoSummary) {
        encode(path, value);
        history.messageField(ITEM, item);
        if (alsoSummary) {
            summary.messageField(ITEM, item);
        }
    }

    /** Adds a leaf to the summary only. */
    public void summaryLeaf(List<String> path, @Nullable Object value) {
        encode(path, value);
        summary.messageField(ITEM, item);
    }

    /** Appends the row to the log. */
    public void end(long step, LogWriter log) throws java.io.IOException {
        item.clear();
        item.varintField(1, step);
        history.messageField(STEP, item);
        historyField.clear();
        historyField.messageField(HISTORY, history);
        summaryField.clear();
        summaryField.messageField(SUMMARY, summary);
        log.append(summaryField, historyField);
    }

    /** The bytes of a key; rows have the same few keys again and again. */
    private byte[] utf8(String key) {
        if (keys.size() >= KEPT_KEYS) {
            keys.clear();
        }
        return keys.computeIfAbsent(key, text -> text.getBytes(StandardCharsets.UTF_8));
    }

    private void encode(List<String> path, @Nullable Object value) {
        item.clear();
        for (String key : path) {
            item.bytesField(NESTED_KEY, utf8(key));
        }
        byte[] json =
                value instanceof RawJson raw ? raw.text().getBytes(StandardCharsets.UTF_8) : ValueWriter.scalar(value);
        item.bytesField(VALUE_JSON, json);
    }
}
