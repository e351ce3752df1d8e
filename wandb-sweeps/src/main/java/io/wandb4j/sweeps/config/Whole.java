package io.wandb4j.sweeps.config;

import java.util.AbstractList;
import java.util.List;

/** Whole numbers, each equally likely, both bounds included. */
final class Whole {
    private Whole() {}

    /** The bound plus the smallest k with (k + 1) / n at or above u, rounded as scipy's discrete distributions do. */
    static long quantile(double u, long min, long max) {
        double count = (double) max - min + 1;
        long value = (long) Math.ceil(u * count + min) - 1;
        if (value - 1 >= min && cumulative(value - 1.0, min, max) >= u) {
            value--;
        }
        return Math.min(max, Math.max(min, value));
    }

    static double cumulative(double value, long min, long max) {
        double count = (double) max - min + 1;
        return Math.min(1, Math.max(0, (Math.floor(value) - min + 1) / count));
    }

    /** A list that holds no number: a grid may span more of them than memory does. */
    static List<Long> range(long min, long max) {
        int size = (int) Math.min(Integer.MAX_VALUE, (double) max - min + 1);
        return new AbstractList<>() {
            @Override
            public Long get(int index) {
                return min + index;
            }

            @Override
            public int size() {
                return size;
            }
        };
    }
}
