package io.wandb4j.sweeps.stopping;

import io.wandb4j.sweeps.RunState;
import io.wandb4j.sweeps.SweepRun;
import io.wandb4j.sweeps.config.Goal;
import io.wandb4j.sweeps.config.Metric;
import java.util.Arrays;

/** How far a run has come.
 *
 * @param values the metric as logged; less is better, whatever the goal */
record Progress(String name, RunState state, double[] values) {
    static Progress of(SweepRun run, Metric metric) {
        double sign = metric.goal() == Goal.MAXIMIZE ? -1 : 1;
        return new Progress(
                run.name(),
                run.state(),
                run.history().stream()
                        .mapToDouble(value -> sign * value.doubleValue())
                        .toArray());
    }

    boolean isRunning() {
        return state == RunState.RUNNING;
    }

    int iterations() {
        return values.length;
    }

    /** The best of the first so many values. */
    double best(long iterations) {
        return Arrays.stream(values).limit(iterations).min().orElse(Double.POSITIVE_INFINITY);
    }

    /** The average of the first so many values. */
    double average(long iterations) {
        return Arrays.stream(values).limit(iterations).average().orElse(Double.POSITIVE_INFINITY);
    }
}
