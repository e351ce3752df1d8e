package io.wandb4j.training;

import io.wandb4j.run.Run;
import org.jspecify.annotations.Nullable;

/** Keeps the best value of the monitored metric, and its epoch, in the run's summary; a resumed run goes on from there. */
final class BestInSummary {
    private final Run run;
    private final String prefix;
    private final MonitoredMetric metric;

    /** @param prefix of the key, before the metric's bare name */
    BestInSummary(Run run, String prefix, Checkpoints plan, String metric) {
        this.run = run;
        this.prefix = prefix;
        this.metric = new MonitoredMetric(metric, plan.goal(), before(run, prefix, metric));
    }

    void see(Moment moment) {
        Double value = moment.metrics().get(metric.name());
        if (value != null && metric.improvesWith(value)) {
            run.summary().set(prefix + metric.name(), value);
            run.summary().set("best_epoch", moment.epoch());
        }
    }

    /** The best value that a resumed run already had, NaN if there is none. */
    static double before(Run run, @Nullable String prefix, String metric) {
        boolean known = prefix != null && run.isResumed();
        return known && run.summary().get(prefix + metric) instanceof Number value ? value.doubleValue() : Double.NaN;
    }
}
