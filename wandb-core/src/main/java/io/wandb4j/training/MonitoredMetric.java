package io.wandb4j.training;

import io.wandb4j.metric.MetricDefinition.Goal;
import java.util.regex.Pattern;

/** A metric whose best value so far is remembered.
 *
 * <p>Without a stated goal Keras' rules hold: higher is better for names with {@code acc} in them, those that start with
 * {@code fmeasure}, and those of metrics that newer versions know to rise, such as {@code val_f1_score}; lower for all others.
 * A value that is not a number is never better. */
final class MonitoredMetric {
    private static final Pattern RISING = Pattern.compile("acc|^fmeasure"
            + "|(^|_)(precision|recall|sensitivity|specificity|auc|f1|f1_score|fbeta_score|r2|r2_score|iou|pearson)$");

    private final String name;
    private final boolean higherIsBetter;
    private double best;

    MonitoredMetric(String name, Goal goal) {
        this(name, goal, Double.NaN);
    }

    /** @param threshold the value that the first one has to beat, NaN for none */
    MonitoredMetric(String name, Goal goal, double threshold) {
        this.name = name;
        this.higherIsBetter = goal == Goal.UNSET ? risesByName(name) : goal == Goal.MAXIMIZE;
        this.best = threshold;
    }

    String name() {
        return name;
    }

    /** Whether the value is the best so far; if so it is the one to beat from now on. */
    boolean improvesWith(double value) {
        if (Double.isNaN(value)) {
            return false;
        }
        if (!Double.isNaN(best) && (higherIsBetter ? value <= best : value >= best)) {
            return false;
        }
        best = value;
        return true;
    }

    private static boolean risesByName(String name) {
        return RISING.matcher(name.substring(name.indexOf('/') + 1)).find();
    }
}
