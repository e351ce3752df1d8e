package io.wandb4j.training;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the metrics of a listener are called in the run: W&amp;B's Keras names, or the bare ones of its old callback.
 *
 * <p>Safe for use by several threads. */
final class MetricNames {
    private static final String EPOCH = "epoch/";
    private static final String BATCH = "batch/";

    private final boolean prefixed;
    private final Map<String, String> ofBatches = new ConcurrentHashMap<>(); // asked for with every batch

    MetricNames(boolean prefixed) {
        this.prefixed = prefixed;
    }

    boolean prefixed() {
        return prefixed;
    }

    String epoch(String metric) {
        return prefixed ? EPOCH + metric : metric;
    }

    String batch(String metric) {
        String known = prefixed ? ofBatches.get(metric) : metric;
        return known != null ? known : ofBatches.computeIfAbsent(metric, BATCH::concat);
    }

    /** The bare name of the metric that is meant by either spelling. */
    static String bare(String spelled) {
        if (spelled.startsWith(EPOCH)) {
            return spelled.substring(EPOCH.length());
        }
        return spelled.startsWith(BATCH) ? spelled.substring(BATCH.length()) : spelled;
    }
}
