package io.wandb4j.sweeps.stopping;

import io.wandb4j.sweeps.RunState;
import io.wandb4j.sweeps.config.EarlyTerminate;
import java.util.ArrayList;
import java.util.List;

/** The median stopping rule of Google Vizier (Golovin and others, KDD 2017).
 *
 * <p>A run is stopped when the best value that it has had is worse than the median of the averages that finished runs had
 * over as many values; those that ended earlier count with all they have. */
final class MedianStopping {
    private MedianStopping() {}

    static Verdict judge(EarlyTerminate.MedianStopping rule, List<Progress> runs) {
        List<Progress> finished = runs.stream()
                .filter(run -> run.state() == RunState.FINISHED && run.iterations() > 0)
                .toList();
        if (finished.size() < rule.minRuns()) {
            return Verdict.NONE;
        }
        List<String> stopped = new ArrayList<>();
        List<Band> marks = new ArrayList<>();
        for (Progress run : runs) {
            if (!run.isRunning() || run.iterations() < rule.minIter()) {
                continue;
            }
            Band mark = new Band(run.iterations(), median(run.iterations(), finished));
            marks.add(mark);
            if (run.best(run.iterations()) > mark.threshold()) {
                stopped.add(run.name());
            }
        }
        return new Verdict(stopped, marks);
    }

    private static double median(long iterations, List<Progress> finished) {
        double[] averages = finished.stream()
                .mapToDouble(run -> run.average(iterations))
                .sorted()
                .toArray();
        int half = averages.length / 2;
        return averages.length % 2 == 1 ? averages[half] : (averages[half - 1] + averages[half]) / 2;
    }
}
