package io.wandb4j.sweeps.stopping;

import io.wandb4j.sweeps.config.EarlyTerminate;
import java.util.ArrayList;
import java.util.List;

/** Asynchronous successive halving (Li and others, arXiv:1810.05934), in its form that stops runs instead of pausing them.
 *
 * <p>At each rung a run counts by its best value up to there. It goes on while it is among the best 1/eta of those that
 * have reached the highest rung that it has reached; a rung with fewer than eta runs decides nothing. */
final class Asha {
    private Asha() {}

    static Verdict judge(EarlyTerminate.Asha rule, List<Progress> runs) {
        List<Band> rungs = rungs(rule, runs);
        List<String> stopped = new ArrayList<>();
        for (Progress run : runs) {
            Band reached = null;
            for (Band rung : rungs) {
                reached = rung.iteration() <= run.iterations() ? rung : reached;
            }
            if (run.isRunning() && reached != null && run.best(reached.iteration()) > reached.threshold()) {
                stopped.add(run.name());
            }
        }
        return new Verdict(stopped, rungs);
    }

    /** All rungs that any run has reached. */
    private static List<Band> rungs(EarlyTerminate.Asha rule, List<Progress> runs) {
        long longest = runs.stream().mapToLong(Progress::iterations).max().orElse(0);
        long end = Math.min(longest, rule.maxIter().orElse(Long.MAX_VALUE) - 1);
        List<Band> rungs = new ArrayList<>();
        long last = 0;
        for (double rung = rule.minIter(); rung <= end; rung *= rule.eta()) {
            if ((long) rung > last) {
                last = (long) rung;
                rungs.add(new Band(last, threshold(last, rule.eta(), runs)));
            }
        }
        return rungs;
    }

    private static double threshold(long rung, double eta, List<Progress> runs) {
        double[] values = runs.stream()
                .filter(run -> run.iterations() >= rung)
                .mapToDouble(run -> run.best(rung))
                .sorted()
                .toArray();
        int best = (int) (values.length / eta);
        return best < 1 ? Double.POSITIVE_INFINITY : values[best - 1];
    }
}
