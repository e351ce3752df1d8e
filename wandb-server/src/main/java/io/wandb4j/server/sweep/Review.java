package io.wandb4j.server.sweep;

import io.wandb4j.sweeps.config.Metric;
import io.wandb4j.sweeps.stopping.Stopping;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What follows from how the runs of a sweep go, whoever asks: which to stop, and whether the sweep is done. */
final class Review {

    private Review() {}

    static List<Change> of(Situation situation) {
        List<Change> changes = new ArrayList<>();
        Set<String> bad = bad(situation);
        for (Trial trial : situation.trials()) {
            if (bad.contains(trial.name()) && !trial.run().stopRequested() && !trial.isOver()) {
                changes.add(new Change.Stop(trial));
            }
        }
        if (!situation.sweep().state().isOver() && isDone(situation)) {
            changes.add(new Change.Become(SweepState.FINISHED));
        }
        return changes;
    }

    private static Set<String> bad(Situation situation) {
        Set<String> bad = new HashSet<>();
        if (situation.sweep().state() == SweepState.CANCELED) {
            // also those that began after the sweep was canceled: their agent had them by then
            situation.trials().forEach(trial -> bad.add(trial.name()));
        } else if (situation.isLocallyControlled()) {
            bad.addAll(situation.wishes().stop());
        } else if (situation.config().earlyTerminate().isPresent()) {
            bad.addAll(Stopping.judge(
                            situation.config(),
                            situation.trials().stream().map(Trial::forStopping).toList())
                    .stop());
        }
        return bad;
    }

    private static boolean isDone(Situation situation) {
        if (situation
                .config()
                .metric()
                .filter(metric -> isReached(situation, metric))
                .isPresent()) {
            return true;
        }
        // a paused sweep waits for its user, and one that has not begun waits for an agent
        return situation.sweep().state() == SweepState.RUNNING && situation.areAllOver() && situation.isExhausted();
    }

    private static boolean isReached(Situation situation, Metric metric) {
        return situation.trials().stream()
                .anyMatch(trial -> trial.values().stream().anyMatch(metric::isReachedBy)
                        || trial.summary().isPresent()
                                && metric.isReachedBy(trial.summary().getAsDouble()));
    }
}
