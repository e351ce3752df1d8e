package io.wandb4j.metric;

import static java.util.Objects.requireNonNull;

import io.wandb4j.errors.UsageException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a metric is shown and summarized: its x-axis, its summary, its goal.
 *
 * <p>A name that ends in {@code *} speaks of every metric that begins so. Immutable. */
public record MetricDefinition(
        String name,
        @Nullable String step,
        boolean stepSync,
        boolean hidden,
        Set<Kind> summaries,
        Goal goal,
        boolean overwrite) {

    /** What of a metric's values goes into the summary. */
    public enum Kind {
        MIN,
        MAX,
        MEAN,
        LAST,
        FIRST,
        /** Taken and written down, but without effect, as in the official client. */
        BEST,
        /** The last value as it is; the same as to say nothing. */
        COPY,
        /** Nothing, whatever else is asked for. */
        NONE
    }

    /** Which values of a metric are better. */
    public enum Goal {
        UNSET,
        MINIMIZE,
        MAXIMIZE
    }

    public MetricDefinition {
        requireNonNull(name, "name");
        int star = name.indexOf('*');
        if (name.isEmpty() || (star >= 0 && star != name.length() - 1)) {
            throw new UsageException(
                    "metric name \"" + name + "\" must not be empty, and a * may only be its last letter");
        }
        summaries = Set.copyOf(summaries);
    }

    /** The definition of a metric, or of all metrics whose names begin so if it ends in {@code *}. */
    public static MetricDefinition of(String name) {
        return new MetricDefinition(name, null, false, false, Set.of(), Goal.UNSET, false);
    }

    public boolean isGlob() {
        return name.endsWith("*");
    }

    /** The name without the star of a glob. */
    public String prefix() {
        return isGlob() ? name.substring(0, name.length() - 1) : name;
    }

    /** The same for one of the metrics that a glob speaks of. */
    public MetricDefinition expandedTo(String key) {
        return new MetricDefinition(key, step, stepSync, hidden, summaries, goal, true);
    }

    /** With another metric as the x-axis, whose last value is added to rows that lack it. */
    public MetricDefinition withStep(String stepMetric) {
        return withStep(stepMetric, true);
    }

    /** With another metric as the x-axis.
     *
     * @param sync whether its last value is added to rows that lack it; 0 if there is none yet */
    public MetricDefinition withStep(String stepMetric, boolean sync) {
        return new MetricDefinition(name, stepMetric, sync, hidden, summaries, goal, overwrite);
    }

    /** Instead of what was said before of the metric; else definitions of one name add up. */
    public MetricDefinition withOverwrite() {
        return new MetricDefinition(name, step, stepSync, hidden, summaries, goal, true);
    }

    /** Kept out of the charts. */
    public MetricDefinition withHidden() {
        return new MetricDefinition(name, step, stepSync, true, summaries, goal, overwrite);
    }

    /** With these values in the summary instead of the last one. */
    public MetricDefinition withSummary(Kind first, Kind... rest) {
        return new MetricDefinition(name, step, stepSync, hidden, EnumSet.of(first, rest), goal, overwrite);
    }

    public MetricDefinition withGoal(Goal goal) {
        return new MetricDefinition(name, step, stepSync, hidden, summaries, goal, overwrite);
    }
}
