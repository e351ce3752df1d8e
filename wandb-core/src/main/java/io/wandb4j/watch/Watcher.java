package io.wandb4j.watch;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.wandb4j.metric.MetricDefinition;
import io.wandb4j.run.Run;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says when to look at a model, as a {@link Watch} asks. Safe for use by several threads. */
public final class Watcher {
    private static final List<String> KEYS = List.of(
            "gradients/*",
            "gradients_nan",
            "gradients_inf",
            "gradient_norm/*",
            "parameters/*",
            "parameter_norm/*",
            "updates/*",
            "update_norm/*",
            "update_ratio/*");

    private final Watch watch;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private long batches;

    @GuardedBy("lock")
    private boolean firstOfEpoch = true;

    /** A watcher of one training. */
    public Watcher(Watch watch) {
        this.watch = requireNonNull(watch, "watch");
    }

    /** Draws what is seen over this axis. */
    public void drawOver(Run run, String axis) {
        KEYS.forEach(key -> run.defineMetric(MetricDefinition.of(key).withStep(axis)));
    }

    /** Whether batches are looked at rather than epochs. */
    public boolean isOfBatches() {
        return watch.isOfBatches();
    }

    /** Counts the batches of an epoch anew. */
    public void startEpoch() {
        synchronized (lock) {
            firstOfEpoch = true;
        }
    }

    /** Begins a batch; null if nothing is to be looked at in it. */
    public @Nullable Observation startBatch() {
        synchronized (lock) {
            boolean first = firstOfEpoch;
            firstOfEpoch = false;
            boolean due = watch.isOfBatches() ? watch.isDue(batches) : first;
            batches++;
            return due ? new Observation(watch) : null;
        }
    }

    /** Ends an epoch; null if nothing is to be looked at there. */
    public @Nullable Observation endEpoch() {
        startEpoch();
        return watch.isOfBatches() ? null : new Observation(watch);
    }
}
