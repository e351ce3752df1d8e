package io.wandb4j.internal.record;

import io.wandb4j.metric.MetricDefinition;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The metric definitions of a run and which of them a key falls under.
 *
 * <p>Explicit names win over globs; keys that begin with {@code _} match no glob. What holds for a column is kept with it until
 * there is another definition. Not safe for several threads. */
public final class Metrics {
    private final Map<String, MetricDefinition> defined = new LinkedHashMap<>();
    private final Map<String, MetricDefinition> globs = new LinkedHashMap<>(); // few, while expanded ones may be many
    private final Map<String, StepMetric> steps = new LinkedHashMap<>();
    private final Columns columns;
    private int version = 1;

    private List<StepMetric> present = List.of(); // of the rows that are known
    private List<StepMetric> missing = List.of();
    private int learnedSize;
    private int learnedVersion;

    public Metrics(Columns columns) {
        this.columns = columns;
    }

    /** Adds a definition; flags and summaries add up with an earlier one of the same name, unless that is overwritten.
     *
     * @return what now holds for that name */
    public MetricDefinition define(MetricDefinition metric) {
        version++;
        MetricDefinition now = defined.merge(metric.name(), metric, Metrics::merged);
        if (now.isGlob()) {
            globs.put(now.name(), now);
        }
        if (now.step() != null) {
            steps.computeIfAbsent(now.step(), name -> new StepMetric(name, columns));
        }
        return now;
    }

    /** Starts the summary of a metric anew, after its definition: what was set by hand counts no more. */
    public static void reconfigure(Column column) {
        column.setByHand = false;
        column.reshaped = true;
    }

    public boolean isEmpty() {
        return defined.isEmpty();
    }

    /** What goes into the summary of a column; empty for its last value. */
    public Set<MetricDefinition.Kind> kinds(Column column) {
        return column.setByHand ? Set.of() : rule(column).kinds();
    }

    /** Whether the value of a column is its own summary. */
    public boolean isPlain(Column column) {
        return column.setByHand || rule(column).isPlain();
    }

    /** What a column falls under that has no definition of its own yet, but can have one; null if that is nothing. */
    public @Nullable MetricDefinition glob(Column column) {
        return rule(column).glob();
    }

    /** Whether it is known already what definitions mean for a row: the one before had the same columns. */
    public boolean know(Row row) {
        return row.isLikeBefore() && row.size() == learnedSize && version == learnedVersion;
    }

    /** Finds out what definitions mean for rows with the columns of this one. */
    public void learn(Row row) {
        learnedSize = row.size();
        learnedVersion = version;
        present = steps.values().stream().filter(step -> step.isIn(row)).toList();
        missing = IntStream.range(0, row.size())
                .mapToObj(i -> rule(row.leaf(i)).step())
                .filter(step -> step != null && !step.isIn(row))
                .distinct()
                .toList();
    }

    /** Adds to a row that is {@linkplain #know known} the last values of step metrics that it lacks but whose metrics it has. */
    public void completeSteps(Row row) {
        for (StepMetric step : present) {
            step.follow();
        }
        for (StepMetric step : missing) {
            step.putInto(row);
        }
    }

    private Rule rule(Column column) {
        if (column.ruleVersion != version) {
            MetricDefinition metric = search(column);
            column.rule = metric == null
                    ? Rule.NONE
                    : Rule.of(metric, column.dotted(), metric.stepSync() ? steps.get(metric.step()) : null);
            column.ruleVersion = version;
        }
        return column.rule;
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
