package io.wandb4j.internal.record;

import io.wandb4j.metric.MetricDefinition;
import io.wandb4j.metric.MetricDefinition.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The summary of a run: what each closed row makes of it.
 *
 * <p>Values are frozen as in a {@link Row}. Not safe for several threads. */
public final class SummaryState {
    private final Map<List<String>, @Nullable Object> leaves = new LinkedHashMap<>();
    private final Map<String, Tracked> tracked = new HashMap<>();

    /** Sets a leaf as it is. Null takes it out. */
    public void set(List<String> path, @Nullable Object value) {
        if (value == null) {
            leaves.remove(path);
        } else {
            leaves.put(path, value);
        }
    }

    /** Takes out a key with all that is below it, and ends any tracking of it. */
    public void remove(String key) {
        leaves.keySet().removeIf(path -> path.get(0).equals(key));
        tracked.remove(key);
    }

    /** What a logged value does to the summary under its definition; visits the leaves that change. */
    public void reduce(List<String> path, @Nullable Object value, Set<Kind> kinds, Row.LeafVisitor changed) {
        if (value == null || kinds.contains(Kind.NONE)) {
            return;
        }
        if (kinds.isEmpty() || kinds.equals(Set.of(Kind.COPY))) {
            set(path, value);
            changed.visit(path, value);
            return;
        }
        String key = String.join(".", path);
        tracked.computeIfAbsent(key, unused -> new Tracked())
                .accept(value, kinds)
                .forEach((kind, reduced) -> {
                    List<String> leaf = new ArrayList<>(path);
                    leaf.add(kind);
                    set(leaf, reduced);
                    changed.visit(leaf, reduced);
                });
    }

    /** The summary as nested maps. */
    public Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> root = new LinkedHashMap<>();
        leaves.forEach((path, value) -> Trees.put(root, path, value));
        return root;
    }

    private static final class Tracked {
        private double min = Double.POSITIVE_INFINITY;
        private double max = Double.NEGATIVE_INFINITY;
        private double total;
        private long count;
        private @Nullable Object first;

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

    /** The kinds of summary that a definition asks for. */
    public static Set<Kind> kindsOf(@Nullable MetricDefinition metric) {
        return metric == null ? Set.of() : metric.summaries();
    }
}
