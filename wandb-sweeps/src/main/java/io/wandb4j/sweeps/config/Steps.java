package io.wandb4j.sweeps.config;

import java.util.AbstractList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Multiples of a step, rounded and counted as numpy does. */
final class Steps {
    private Steps() {}

    /** The nearest multiple, ties to the even one; a whole number when the step is one. */
    static Object round(double value, Number step) {
        double multiple = Math.rint(value / step.doubleValue()) * step.doubleValue();
        return isWhole(step) ? (Object) (long) multiple : (Object) multiple;
    }

    /** From {@code min} up to, but without, {@code max}; whole numbers when all three are. */
    static List<Number> range(Number min, Number max, Number step) {
        double count = Math.ceil((max.doubleValue() - min.doubleValue()) / step.doubleValue());
        int size = (int) Math.max(0, count);
        boolean whole = isWhole(min) && isWhole(max) && isWhole(step);
        double first = min.doubleValue();
        double stride = first + step.doubleValue() - first;
        return new AbstractList<>() {
            @Override
            public Number get(int index) {
                return whole
                        ? (Number) (min.longValue() + index * step.longValue())
                        : (Number) (first + index * stride);
            }

            @Override
            public int size() {
                return size;
            }
        };
    }

    static boolean isWhole(@Nullable Object value) {
        return value instanceof Integer || value instanceof Long;
    }
}
