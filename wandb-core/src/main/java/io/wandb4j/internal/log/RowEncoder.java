package io.wandb4j.internal.log;

import io.wandb4j.internal.json.DoubleText;
import io.wandb4j.internal.json.ValueWriter;
import io.wandb4j.internal.record.Cell;
import io.wandb4j.internal.record.Column;
import io.wandb4j.internal.record.RawJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Encodes a closed row as the two records of the official log: what it changes in the summary, and the row itself.
 *
 * <p>Written by hand because it is the hot path of logging: every value becomes text once, the items of both records have
 * the same bytes, the path of a column is encoded when it is first seen, and buffers are reused. Not safe for several
 * threads. Field numbers are those of {@code wandb_log.proto}. */
public final class RowEncoder {
    private static final int HISTORY = 2;
    private static final int SUMMARY = 3;
    private static final int ITEM = 1;
    private static final int STEP = 2;
    private static final int STEP_NUMBER = 1;
    private static final int NESTED_KEY = 2;
    private static final int VALUE_JSON = 16;
    private static final int LENGTH = 1; // where a head leaves room for the length of the item
    private static final int LONGEST_SHORT_HEAD = LENGTH + 1 + Bytes.SHORT - DoubleText.LONGEST;

    private final Bytes history = new Bytes();
    private final Bytes summary = new Bytes();
    private final Bytes text = new Bytes();
    private byte[] @Nullable [] heads = new byte[64][];

    /** Where the leaves begin that are in the history already and go into the summary, too: mostly all. */
    private int shared;

    public void begin() {
        history.clear();
        summary.clear();
        shared = 0;
    }

    /** Adds a leaf of the row, and to the summary too if it is its own summary. */
    public void leaf(Column column, boolean alsoSummary) {
        if (!alsoSummary) {
            share();
        }
        item(history, column, column.value());
        if (!alsoSummary) {
            shared = history.size();
        }
    }

    /** Adds a leaf to the summary only. */
    public void summaryLeaf(Column column, Cell value) {
        item(summary, column, value);
    }

    /** Appends the row to the log. */
    public void end(long step, LogWriter log) throws IOException {
        int end = history.size();
        text.clear();
        text.varintField(STEP_NUMBER, step);
        history.messageField(STEP, text);
        log.append(SUMMARY, summary, HISTORY, history, shared, end);
    }

    /** Gives the summary what it shares with the history so far. */
    private void share() {
        summary.raw(history.array(), shared, history.size() - shared);
        shared = history.size();
    }

    private void item(Bytes out, Column column, Cell value) {
        byte[] head = head(column);
        if ((value.isDouble() || value.isWhole()) && head.length <= LONGEST_SHORT_HEAD) {
            number(out, head, value);
            return;
        }
        text.clear();
        write(value);
        int keys = head.length - LENGTH - 2; // with the field of the value
        out.lengthField(ITEM, keys + Bytes.lengthSize(text.size()));
        out.raw(head, LENGTH + 1, keys);
        out.message(text);
    }

    /** A number in its final place; the lengths before it are set once they are known. */
    private static void number(Bytes out, byte[] head, Cell value) {
        int start = out.size();
        out.raw(head, 0, head.length);
        number(out, value);
        out.length(start + head.length - 1);
        out.length(start + LENGTH);
    }

    private static void number(Bytes out, Cell value) {
        if (value.isDouble()) {
            out.number(value.asDouble());
        } else {
            out.number(value.asLong());
        }
    }

    private void write(Cell value) {
        if (value.isDouble() || value.isWhole()) {
            number(text, value);
        } else {
            byte[] json = value.get() instanceof RawJson raw
                    ? raw.text().getBytes(StandardCharsets.UTF_8)
                    : ValueWriter.scalar(value.get());
            text.raw(json, 0, json.length);
        }
    }

    /** What stands before the value of a column: field and length of the item, its keys, field and length of the value; for a short
     * number both lengths are one byte, which is zero here. */
    private byte[] head(Column column) {
        int number = column.number();
        if (number >= heads.length) {
            heads = Arrays.copyOf(heads, Math.max(number + 1, heads.length * 2));
        }
        byte[] head = heads[number];
        if (head == null) {
            head = encode(column);
            heads[number] = head;
        }
        return head;
    }

    private static byte[] encode(Column column) {
        Bytes head = new Bytes();
        head.lengthField(ITEM, 0);
        for (String key : column.path()) {
            head.bytesField(NESTED_KEY, key.getBytes(StandardCharsets.UTF_8));
        }
        head.lengthField(VALUE_JSON, 0);
        return Arrays.copyOf(head.array(), head.size());
    }
}
