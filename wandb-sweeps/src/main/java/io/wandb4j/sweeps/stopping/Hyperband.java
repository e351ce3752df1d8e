package io.wandb4j.sweeps.stopping;

import io.wandb4j.sweeps.RunState;
import io.wandb4j.sweeps.SweepRun;
import io.wandb4j.sweeps.config.EarlyTerminate;
import io.wandb4j.sweeps.config.Goal;
import io.wandb4j.sweeps.config.Metric;
import io.wandb4j.sweeps.config.SweepConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Compares the runs of a sweep at a few iterations, and lets only the best part of them go on after each.
 *
 * <p>An iteration is a logged value of the metric, whatever the run's step count says. */
public final class Hyperband {
    /** Past it a double no longer counts one by one, and no run ever comes so far. */
    private static final double LAST_ITERATION = 1L << 53;

    private Hyperband() {}

    /** Which running runs to stop; nothing for a sweep without early termination.
     *
     * @param runs all runs of the sweep: those that have ended set the mark, too */
    public static Verdict judge(SweepConfig config, List<SweepRun> runs) {
        Optional<EarlyTerminate> rule = config.earlyTerminate();
        Optional<Metric> metric = config.metric();
        if (rule.isEmpty() || metric.isEmpty()) {
            return new Verdict(List.of(), List.of());
        }
        double sign = metric.get().goal() == Goal.MAXIMIZE ? -1 : 1;
        List<double[]> histories = new ArrayList<>(runs.size());
        for (SweepRun run : runs) {
            histories.add(run.history().stream()
                    .mapToDouble(value -> sign * value.doubleValue())
                    .toArray());
        }
        List<Band> bands = bands(rule.get(), histories);
        List<String> stopped = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            if (runs.get(i).state() == RunState.RUNNING && isBad(histories.get(i), bands, rule.get())) {
                stopped.add(runs.get(i).name());
            }
        }
        return new Verdict(stopped, bands);
    }

    private static boolean isBad(double[] history, List<Band> bands, EarlyTerminate rule) {
        Band last = null;
        for (Band band : bands) {
            last = band.iteration() <= history.length ? band : last;
        }
        if (last == null) {
            return false;
        }
        return (rule.strict() ? history[(int) last.iteration() - 1] : least(history)) > last.threshold();
    }

    private static List<Band> bands(EarlyTerminate rule, List<double[]> histories) {
        List<Band> bands = new ArrayList<>();
        for (long iteration : iterations(rule)) {
            bands.add(new Band(iteration, threshold(iteration, rule.eta(), histories)));
        }
        return bands;
    }

    private static double threshold(long iteration, double eta, List<double[]> histories) {
        double[] values = histories.stream()
                .filter(history -> history.length >= iteration)
                .mapToDouble(history -> history[(int) iteration - 1])
                .sorted()
                .toArray();
        return values.length == 0 ? Double.POSITIVE_INFINITY : values[(int) (1 / eta * values.length)];
    }

    private static List<Long> iterations(EarlyTerminate rule) {
        List<Long> iterations = new ArrayList<>();
        if (rule.maxIter().isPresent()) {
            double band = rule.maxIter().getAsLong() / rule.eta();
            for (long i = 0; i < rule.brackets() && band >= 1; i++) {
                iterations.add((long) band);
                band /= rule.eta();
            }
            Collections.sort(iterations);
            return iterations;
        }
        double band = rule.minIter().orElse(1);
        while (band <= LAST_ITERATION) {
            iterations.add((long) band);
            band *= rule.eta();
        }
        return iterations;
    }

    private static double least(double[] history) {
        double least = history[0];
        for (double value : history) {
            least = Math.min(least, value);
        }
        return least;
    }

    /** An iteration at which runs are compared.
     *
     * @param iteration the count of logged values
     * @param threshold the value that a run must not exceed there, negated for a metric to be maximized; infinite
     *     while no run has come so far */
    public record Band(long iteration, double threshold) {}

    /** What {@link #judge} decided, and by which marks.
     *
     * @param stop the names of the runs to stop */
    public record Verdict(List<String> stop, List<Band> bands) {
        public Verdict {
            stop = List.copyOf(stop);
            bands = List.copyOf(bands);
        }
    }
}
