package io.wandb4j.sweeps.stopping;

import io.wandb4j.sweeps.config.EarlyTerminate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Compares the runs of a sweep at a few iterations, and lets only the best part of them go on after each.
 *
 * <p>An iteration is a logged value of the metric, whatever the run's step count says. */
final class Hyperband {
    /** Past it a double no longer counts one by one, and no run ever comes so far. */
    private static final double LAST_ITERATION = 1L << 53;

    private Hyperband() {}

    static Verdict judge(EarlyTerminate.Hyperband rule, List<Progress> runs) {
        List<double[]> histories = runs.stream().map(Progress::values).toList();
        List<Band> bands = bands(rule, histories);
        List<String> stopped = runs.stream()
                .filter(run -> run.isRunning() && isBad(run.values(), bands, rule))
                .map(Progress::name)
                .toList();
        return new Verdict(stopped, bands);
    }

    private static boolean isBad(double[] history, List<Band> bands, EarlyTerminate.Hyperband rule) {
        Band last = null;
        for (Band band : bands) {
            last = band.iteration() <= history.length ? band : last;
        }
        if (last == null) {
            return false;
        }
        return (rule.strict() ? history[(int) last.iteration() - 1] : least(history)) > last.threshold();
    }

    private static List<Band> bands(EarlyTerminate.Hyperband rule, List<double[]> histories) {
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

    private static List<Long> iterations(EarlyTerminate.Hyperband rule) {
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
}
