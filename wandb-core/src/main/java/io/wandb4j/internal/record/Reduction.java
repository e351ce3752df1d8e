package io.wandb4j.internal.record;

import io.wandb4j.metric.MetricDefinition.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the summary of a metric is made of where its definition asks for more than the last value. */
final class Reduction {
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private double total;
    private long count;
    private @Nullable Object first;

    /** Takes the next value; the summary's parts as they now are. */
    Map<String, Object> accept(Object value, Set<Kind> kinds) {
        Map<String, Object> reduced = new LinkedHashMap<>();
        if (first == null) {
            first = value;
        }
        if (value instanceof Number number) {
            track(number.doubleValue());
            putIf(kinds, Kind.MIN, reduced, "min", min);
            putIf(kinds, Kind.MAX, reduced, "max", max);
            putIf(kinds, Kind.MEAN, reduced, "mean", total / count);
        }
        putIf(kinds, Kind.LAST, reduced, "last", value);
        putIf(kinds, Kind.FIRST, reduced, "first", first);
        return reduced;
    }

    private void track(double number) { // Math.min and max let a NaN through, as the official client
        min = Math.min(min, number);
        max = Math.max(max, number);
        total += number;
        count++;
    }

    private static void putIf(Set<Kind> kinds, Kind kind, Map<String, Object> target, String name, Object value) {
        if (kinds.contains(kind)) {
            target.put(name, value);
        }
    }
}
