package io.wandb4j.internal.record;

import io.wandb4j.metric.MetricDefinition;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The metric definitions of a run and which of them a key falls under.
 *
 * <p>Explicit names win over globs; keys that begin with {@code _} match no glob. Not safe for several threads. */
public final class Metrics {
    private final Map<String, MetricDefinition> defined = new LinkedHashMap<>();
    private final Map<String, MetricDefinition> globs = new LinkedHashMap<>(); // few, while expanded ones may be many
    private int version = 1;

    /** Adds a definition; flags and summaries add up with an earlier one of the same name, unless that is overwritten.
     *
     * @return what now holds for that name */
    public MetricDefinition define(MetricDefinition metric) {
        version++;
        MetricDefinition now = defined.merge(metric.name(), metric, Metrics::merged);
        if (now.isGlob()) {
            globs.put(now.name(), now);
        }
        return now;
    }

    /** Starts the summary of a metric anew, after its definition: what was set by hand counts no more. */
    public static void reconfigure(Column column) {
        column.setByHand = false;
        column.reshaped = true;
    }

    public Collection<MetricDefinition> all() {
        return List.copyOf(defined.values());
    }

    public boolean isEmpty() {
        return defined.isEmpty();
    }

    /** The definition that a column falls under, null if there is none. */
    public @Nullable MetricDefinition find(Column column) {
        if (column.definitionVersion != version) {
            column.definition = search(column);
            column.definitionVersion = version;
        }
        return column.definition;
    }

    /** What goes into the summary of a column; empty for its last value. */
    public Set<MetricDefinition.Kind> kinds(Column column) {
        MetricDefinition metric = column.setByHand ? null : find(column);
        return metric == null ? Set.of() : metric.summaries();
    }

    /** Whether a column falls under a glob only, so that it has no definition of its own yet, but can have one. */
    public boolean isExpansion(Column column) {
        MetricDefinition metric = find(column);
        String name = column.dotted();
        return metric != null && metric.isGlob() && !name.isEmpty() && name.indexOf('*') < 0;
    }

    /** The step metrics that a row lacks but whose metrics it has. */
    public Set<String> missingSteps(Row row, Columns columns) {
        Set<String> missing = new LinkedHashSet<>();
        row.forEachLeaf(column -> {
            MetricDefinition metric = find(column);
            String step = metric == null || !metric.stepSync() ? null : metric.step();
            if (step != null && !row.contains(columns.named(step))) {
                missing.add(step);
            }
        });
        return missing;
    }

    private @Nullable MetricDefinition search(Column column) {
        String key = column.dotted();
        MetricDefinition exact = defined.getOrDefault(Columns.escaped(column.path()), defined.get(key));
        if (exact != null || key.startsWith("_")) {
            return exact;
        }
        return globs.values().stream()
                .filter(metric -> key.startsWith(metric.prefix()))
                .findFirst()
                .orElse(null);
    }

    private static MetricDefinition merged(MetricDefinition before, MetricDefinition update) {
        if (update.overwrite()) {
            return update;
        }
        Set<MetricDefinition.Kind> kinds = EnumSet.noneOf(MetricDefinition.Kind.class);
        kinds.addAll(before.summaries());
        if (!update.summaries().isEmpty()) { // who asks for a summary wants one
            kinds.remove(MetricDefinition.Kind.NONE);
            kinds.addAll(update.summaries());
        }
        return new MetricDefinition(
                before.name(),
                update.step() != null ? update.step() : before.step(),
                before.stepSync() || update.stepSync(),
                before.hidden() || update.hidden(),
                kinds,
                update.goal() != MetricDefinition.Goal.UNSET ? update.goal() : before.goal(),
                false);
    }
}
