package io.wandb4j.training;

import io.wandb4j.metric.MetricDefinition.Goal;

/** A metric whose best value so far is remembered.
 *
 * <p>Without a stated goal Keras' rule holds: higher is better for names with {@code acc} in them and those that start
 * with {@code fmeasure}, lower for all others. A value that is not a number is never better. */
final class MonitoredMetric {
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
        String bare = name.substring(name.indexOf('/') + 1);
        return bare.contains("acc") || bare.startsWith("fmeasure");
    }
}
