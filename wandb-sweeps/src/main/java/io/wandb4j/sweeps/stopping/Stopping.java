package io.wandb4j.sweeps.stopping;

import io.wandb4j.sweeps.SweepRun;
import io.wandb4j.sweeps.config.EarlyTerminate;
import io.wandb4j.sweeps.config.Metric;
import io.wandb4j.sweeps.config.SweepConfig;
import java.util.List;
import java.util.Optional;

/** Decides which runs of a sweep are not worth going on with.
 *
 * <p>An iteration is a logged value of the metric, whatever the run's step count says. */
public final class Stopping {
    private Stopping() {}

    /** Which running runs to stop by the sweep's rule; nothing for a sweep without early termination.
     *
     * @param runs all runs of the sweep: those that have ended set the mark, too */
    public static Verdict judge(SweepConfig config, List<SweepRun> runs) {
        Optional<EarlyTerminate> rule = config.earlyTerminate();
        Optional<Metric> metric = config.metric();
        if (rule.isEmpty() || metric.isEmpty()) {
            return Verdict.NONE;
        }
        List<Progress> progress =
                runs.stream().map(run -> Progress.of(run, metric.get())).toList();
        if (rule.get() instanceof EarlyTerminate.Asha asha) {
            return Asha.judge(asha, progress);
        }
        if (rule.get() instanceof EarlyTerminate.MedianStopping median) {
            return MedianStopping.judge(median, progress);
        }
        return rule.get() instanceof EarlyTerminate.Hyperband hyperband
                ? Hyperband.judge(hyperband, progress)
                : Verdict.NONE;
    }
}
