package io.wandb4j.metric;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The numbers of one row, to be filled and logged again and again: unlike a map it makes no objects, so that a loop of
 * microseconds can log each turn.
 *
 * <pre>{@code
 * NumberRow row = new NumberRow();
 * for (...) {
 *     run.log(row.clear().put("loss", loss).put("reward", reward));
 * }
 * }</pre>
 *
 * <p>Where a key comes twice, the later number counts. Not safe for several threads. */
public final class NumberRow {
    private static final int USUAL = 8;

    private String[] keys = new String[USUAL];
    private double[] numbers = new double[USUAL];
    private long[] wholes = new long[USUAL];
    private boolean[] isWhole = new boolean[USUAL];
    private int size;

    /** Forgets all numbers, not their place. */
    @CanIgnoreReturnValue
    public NumberRow clear() {
        size = 0;
        return this;
    }

    /** Adds a number; NaN and the infinities are values, too. */
    @CanIgnoreReturnValue
    public NumberRow put(String key, double number) {
        int at = add(key);
        numbers[at] = number;
        isWhole[at] = false;
        return this;
    }

    /** Adds a whole number. */
    @CanIgnoreReturnValue
    public NumberRow put(String key, long whole) {
        int at = add(key);
        wholes[at] = whole;
        isWhole[at] = true;
        return this;
    }

    /** How many numbers there are. */
    public int size() {
        return size;
    }

    /** A key, in the order in which they came.
     *
     * @param index below {@link #size}, as with all that follow */
    public String key(int index) {
        return keys[index];
    }

    /** Whether {@link #whole} has the number, not {@link #number}. */
    public boolean isWhole(int index) {
        return isWhole[index];
    }

    public double number(int index) {
        return numbers[index];
    }

    public long whole(int index) {
        return wholes[index];
    }

    /** A copy as a map. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            if (isWhole[i]) {
                map.put(keys[i], wholes[i]);
            } else {
                map.put(keys[i], numbers[i]);
            }
        }
        return map;
    }

    @Override
    public String toString() {
        return toMap().toString();
    }

    @SuppressWarnings("ReferenceEquality") // only spares the collector the note of an old object that changes
    private int add(String key) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
            numbers = Arrays.copyOf(numbers, 2 * size);
            wholes = Arrays.copyOf(wholes, 2 * size);
            isWhole = Arrays.copyOf(isWhole, 2 * size);
        }
        if (keys[size] != key) {
            keys[size] = key;
        }
        return size++;
    }
}
