package io.wandb4j.internal.record;

import org.jspecify.annotations.Nullable;

/** A frozen value that is replaced again and again.
 *
 * <p>Numbers are kept as they are: an object for each, put into a place that lives as long as the run, would cost more than
 * all else about it, since the garbage collector keeps track of such references. Not safe for several threads. */
public final class Cell {
    private static final Object DOUBLE = new Object();
    private static final Object WHOLE = new Object();

    private @Nullable Object content;
    private double number;
    private long whole;

    /** Takes a value as {@link Row} freezes it. */
    void set(@Nullable Object frozen) {
        if (frozen instanceof Double value) {
            set(value.doubleValue());
        } else if (frozen instanceof Long value) {
            set(value.longValue());
        } else {
            content = frozen;
        }
    }

    public void set(double value) {
        number = value;
        mark(DOUBLE);
    }

    public void set(long value) {
        whole = value;
        mark(WHOLE);
    }

    void clear() {
        content = null;
    }

    void set(Cell other) {
        number = other.number;
        whole = other.whole;
        mark(other.content);
    }

    public boolean isNull() {
        return content == null;
    }

    public boolean isDouble() {
        return content == DOUBLE;
    }

    public boolean isWhole() {
        return content == WHOLE;
    }

    /** Whether it is a number of any kind. */
    public boolean isNumber() {
        return isDouble() || isWhole() || content instanceof Number;
    }

    public double asDouble() {
        return isDouble() ? number : isWhole() ? whole : content instanceof Number big ? big.doubleValue() : Double.NaN;
    }

    public long asLong() {
        return whole;
    }

    /** The value as an object. */
    public @Nullable Object get() {
        return isDouble() ? Double.valueOf(number) : isWhole() ? Long.valueOf(whole) : content;
    }

    private void mark(@Nullable Object kind) {
        if (content != kind) {
            content = kind;
        }
    }
}
