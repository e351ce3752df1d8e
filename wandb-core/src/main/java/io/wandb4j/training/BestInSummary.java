package io.wandb4j.training;

import io.wandb4j.run.Run;

/** Keeps the best value of the monitored metric, and its epoch, in the run's summary; a resumed run goes on from there. */
final class BestInSummary {
    private final Run run;
    private final String prefix;
    private final MonitoredMetric metric;

    /** @param prefix of the key, before the metric's bare name */
    BestInSummary(Run run, String prefix, Checkpoints plan, String metric) {
        this.run = run;
        this.prefix = prefix;
        this.metric = new MonitoredMetric(metric, plan.goal(), before(run, prefix + metric));
    }

    void see(Moment moment) {
        Double value = moment.metrics().get(metric.name());
        if (value != null && metric.improvesWith(value)) {
            run.summary().set(prefix + metric.name(), value);
            run.summary().set("best_epoch", moment.epoch());
        }
    }

    private static double before(Run run, String key) {
        return run.isResumed() && run.summary().get(key) instanceof Number value ? value.doubleValue() : Double.NaN;
    }
}
