package io.wandb4j.internal.record;

import io.wandb4j.metric.MetricDefinition;
import io.wandb4j.metric.MetricDefinition.Kind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the definitions of a run say of a column.
 *
 * @param kinds what goes into the summary; empty for the last value
 * @param isPlain whether a value is its own summary
 * @param glob what it falls under as long as it has no definition of its own, if it can have one
 * @param step what is added to rows that lack it */
record Rule(
        Set<Kind> kinds,
        boolean isPlain,
        @Nullable MetricDefinition glob,
        @Nullable StepMetric step) {
    static final Rule NONE = new Rule(Set.of(), true, null, null);

    private static final Set<Kind> WITHOUT_EFFECT = Set.of(Kind.COPY, Kind.BEST);

    static Rule of(MetricDefinition metric, String column, @Nullable StepMetric step) {
        boolean expands = metric.isGlob() && !column.isEmpty() && column.indexOf('*') < 0;
        Set<Kind> kinds = metric.summaries();
        return new Rule(kinds, WITHOUT_EFFECT.containsAll(kinds), expands ? metric : null, step);
    }
}
