package io.wandb4j.internal.record;

import io.wandb4j.metric.MetricDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The metric definitions of a run and which of them a key falls under.
 *
 * <p>Explicit names win over globs; keys that begin with {@code _} match no glob. Not safe for several threads. */
public final class Metrics {
    private final Map<String, MetricDefinition> defined = new LinkedHashMap<>();
    private final Map<String, Optional<MetricDefinition>> found = new HashMap<>();

    /** Adds a definition; flags and summaries add up with an earlier one of the same name.
     *
     * @return what now holds for that name */
    public MetricDefinition define(MetricDefinition metric) {
        MetricDefinition merged = defined.merge(metric.name(), metric, Metrics::merged);
        found.clear();
        return merged;
    }

    public Collection<MetricDefinition> all() {
        return List.copyOf(defined.values());
    }

    public boolean isEmpty() {
        return defined.isEmpty();
    }

    /** The definition that a key falls under. */
    public Optional<MetricDefinition> find(String key) {
        return found.computeIfAbsent(key, this::search);
    }

    /** Whether a key falls under a glob only, so that it has no definition of its own yet. */
    public boolean isExpansion(String key) {
        return !defined.containsKey(key) && find(key).isPresent();
    }

    /** The step metrics that a row lacks but whose metrics it has. */
    public List<String> missingSteps(Row row) {
        List<String> missing = new ArrayList<>();
        row.forEachLeaf((path, value) -> find(String.join(".", path))
                .filter(metric -> metric.stepSync() && metric.step() != null)
                .map(MetricDefinition::step)
                .filter(step -> !row.contains(step) && !missing.contains(step))
                .ifPresent(missing::add));
        return missing;
    }

    private Optional<MetricDefinition> search(String key) {
        MetricDefinition exact = defined.get(key);
        if (exact != null || key.startsWith("_")) {
            return Optional.ofNullable(exact);
        }
        return defined.values().stream()
                .filter(metric -> metric.isGlob() && key.startsWith(metric.prefix()))
                .findFirst();
    }

    private static MetricDefinition merged(MetricDefinition before, MetricDefinition update) {
        Set<MetricDefinition.Kind> kinds = EnumSet.noneOf(MetricDefinition.Kind.class);
        kinds.addAll(before.summaries());
        kinds.addAll(update.summaries());
        return new MetricDefinition(
                before.name(),
                update.step() != null ? update.step() : before.step(),
                before.stepSync() || update.stepSync(),
                before.hidden() || update.hidden(),
                kinds,
                update.goal() != MetricDefinition.Goal.UNSET ? update.goal() : before.goal());
    }
}
