package io.wandb4j.sweeps.search;

import io.wandb4j.sweeps.RunState;
import io.wandb4j.sweeps.SweepRun;
import io.wandb4j.sweeps.config.Goal;
import io.wandb4j.sweeps.config.Impute;
import io.wandb4j.sweeps.config.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** What the runs of a sweep say about its search space, as W&B's search reads them.
 *
 * @param points where the metric is known or imputed
 * @param values the metric there; less is better, whatever the goal
 * @param pending where runs are on their way */
record Observations(double[][] points, double[] values, double[][] pending) {

    /** Reads all runs; those whose configuration has no place in the space are left out. */
    static Observations of(Metric metric, List<SweepRun> runs, Function<Map<String, ?>, Optional<double[]>> place) {
        return new Reader(metric, runs).read(place);
    }

    int size() {
        return values.length;
    }

    double least() {
        return Arrays.stream(values).min().orElseThrow();
    }

    /** The places of the values, from the least to the greatest. */
    int[] ascending() {
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(values[a], values[b]));
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    /** Goes through the runs once. */
    private static final class Reader {
        private final Metric metric;
        private final List<SweepRun> runs;
        private final double sign;
        private final double worst;

        Reader(Metric metric, List<SweepRun> runs) {
            this.metric = metric;
            this.runs = runs;
            this.sign = metric.goal() == Goal.MAXIMIZE ? -1 : 1;
            this.worst = runs.stream()
                    .filter(run -> run.state().isTerminal())
                    .flatMapToDouble(run -> signed(run).max().stream())
                    .max()
                    .orElse(0);
        }

        Observations read(Function<Map<String, ?>, Optional<double[]>> place) {
            List<double[]> points = new ArrayList<>();
            List<double[]> pending = new ArrayList<>();
            DoubleStream.Builder values = DoubleStream.builder();
            for (SweepRun run : runs) {
                Optional<double[]> point = place.apply(run.config());
                if (point.isEmpty()) {
                    continue;
                }
                OptionalDouble value = value(run);
                if (value.isPresent()) {
                    points.add(point.get());
                    values.add(value.getAsDouble());
                } else {
                    pending.add(point.get());
                }
            }
            return new Observations(
                    points.toArray(double[][]::new), values.build().toArray(), pending.toArray(double[][]::new));
        }

        /** What counts for a run; empty while it is on its way. */
        private OptionalDouble value(SweepRun run) {
            if (run.state() == RunState.FINISHED) {
                OptionalDouble best = signed(run).min();
                return best.isPresent() ? best : OptionalDouble.of(imputed(run, metric.impute()));
            }
            if (run.state().isTerminal()) {
                return OptionalDouble.of(imputed(run, metric.impute()));
            }
            Optional<Impute> whileRunning = metric.imputeWhileRunning();
            if (run.state() == RunState.RUNNING && whileRunning.isPresent()) {
                OptionalDouble best = signed(run).min();
                return best.isPresent() ? best : OptionalDouble.of(imputed(run, whileRunning.get()));
            }
            return OptionalDouble.empty();
        }

        private double imputed(SweepRun run, Impute rule) {
            return switch (rule) {
                case WORST -> worst;
                case BEST -> signed(run).min().orElse(0);
                case LATEST ->
                    run.history().isEmpty()
                            ? 0
                            : sign * run.history().get(run.history().size() - 1).doubleValue();
            };
        }

        private DoubleStream signed(SweepRun run) {
            DoubleStream summary = run.summary().stream().filter(Double::isFinite);
            return DoubleStream.concat(run.history().stream().mapToDouble(Number::doubleValue), summary)
                    .map(value -> sign * value);
        }
    }
}
