package io.wandb4j.training;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.LinkedHashMap;
import java.util.Map;

/** The weighted means of some metrics since the last reset, in the order in which the metrics first came.
 *
 * <p>Safe for use by several threads: replicas may train at once under one listener. */
public final class RunningMeans {
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<String, Mean> means = new LinkedHashMap<>();

    /** Adds a value that stands for so many rows. */
    public void add(String metric, double value, double weight) {
        synchronized (lock) {
            Mean mean = means.computeIfAbsent(metric, ignored -> new Mean());
            mean.sum += value * weight;
            mean.weight += weight;
        }
    }

    /** The means so far. */
    public Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        synchronized (lock) {
            means.forEach((metric, mean) -> values.put(metric, mean.sum / mean.weight));
        }
        return values;
    }

    /** Forgets everything. */
    public void reset() {
        synchronized (lock) {
            means.clear();
        }
    }

    private static final class Mean {
        private double sum;
        private double weight;
    }
}
