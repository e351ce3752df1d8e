package io.wandb4j.sweep;

import io.wandb4j.sweeps.config.InvalidSweepException;
import io.wandb4j.sweeps.config.Metric;
import io.wandb4j.sweeps.config.SweepConfig;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Notices a metric that the sweep judges by and that no run logs. */
final class MetricWatch {
    private static final int MOST_NAMES = 12;

    private final Optional<String> metric;
    private final TreeSet<String> logged = new TreeSet<>();
    private boolean looked;
    private boolean seen;

    private MetricWatch(Optional<String> metric) {
        this.metric = metric;
    }

    /** A watch for the metric of a config; without one when the config names none. */
    static MetricWatch of(String config) {
        try {
            return new MetricWatch(SweepConfig.parse(config).metric().map(Metric::name));
        } catch (InvalidSweepException e) {
            // the server took the sweep, so its runs go on; only the hint about the metric falls away
            return new MetricWatch(Optional.empty());
        }
    }

    /** Looks at what a run logged. */
    void look(Map<String, ?> summary) {
        looked = true;
        summary.keySet().stream().filter(key -> !key.startsWith("_")).forEach(logged::add);
        seen |= metric.isPresent() && holds(summary, metric.get());
    }

    /** What to tell at the end; nothing of runs whose values were not seen. */
    Optional<String> warning() {
        if (!looked || seen || metric.isEmpty()) {
            return Optional.empty();
        }
        String names = String.join(", ", logged.stream().limit(MOST_NAMES).toList());
        return Optional.of("no run logged \"" + metric.get() + "\", the metric of the sweep, so the runs cannot be"
                + " compared; logged was: " + (names.isEmpty() ? "nothing" : names)
                + (logged.size() > MOST_NAMES ? ", ..." : ""));
    }

    /** Whether the key is there as it is, or as a path into nested values. */
    private static boolean holds(Map<?, ?> summary, String key) {
        if (summary.containsKey(key)) {
            return true;
        }
        int dot = key.indexOf('.');
        return dot > 0
                && summary.get(key.substring(0, dot)) instanceof Map<?, ?> inner
                && holds(inner, key.substring(dot + 1));
    }
}
