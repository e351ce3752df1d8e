package io.wandb4j.internal.record;

import io.wandb4j.metric.MetricDefinition.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What of a metric's values so far its summary may ask for.
 *
 * <p>Kept from the first value on, so that a definition may come late. */
final class Reduction {
    private double min;
    private double max;
    private double total;
    private long count;
    private boolean hasFirst;
    private final Cell first = new Cell();

    /** Takes the next value. */
    void track(Cell value) {
        if (!hasFirst) {
            first.set(value);
            hasFirst = true;
        }
        if (value.isNumber()) { // Math.min and max let a NaN through, as the official client
            double number = value.asDouble();
            min = count == 0 ? number : Math.min(min, number);
            max = count == 0 ? number : Math.max(max, number);
            total += number;
            count++;
        }
    }

    /** Notes that the summary was set by hand, which counts as a value that is not known. */
    void skipFirst() {
        hasFirst = true;
    }

    /** The parts that a definition asks for.
     *
     * @param last the last value */
    Map<String, Object> parts(Set<Kind> kinds, Object last) {
        Map<String, Object> parts = new LinkedHashMap<>();
        putIf(kinds, Kind.MIN, parts, "min", min);
        putIf(kinds, Kind.MAX, parts, "max", max);
        putIf(kinds, Kind.MEAN, parts, "mean", total / count);
        putIf(kinds, Kind.LAST, parts, "last", last);
        Object oldest = first.get();
        if (oldest != null) {
            putIf(kinds, Kind.FIRST, parts, "first", oldest);
        }
        return parts;
    }

    private static void putIf(Set<Kind> kinds, Kind kind, Map<String, Object> target, String name, Object value) {
        if (kinds.contains(kind)) {
            target.put(name, value);
        }
    }
}
