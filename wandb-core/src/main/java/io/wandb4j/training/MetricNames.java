package io.wandb4j.training;

/** What the metrics of a listener are called in the run: W&amp;B's Keras names, or the bare ones of its old callback. */
record MetricNames(boolean prefixed) {
    private static final String EPOCH = "epoch/";
    private static final String BATCH = "batch/";

    String epoch(String metric) {
        return prefixed ? EPOCH + metric : metric;
    }

    String batch(String metric) {
        return prefixed ? BATCH + metric : metric;
    }

    /** The bare name of the metric that is meant by either spelling. */
    static String bare(String spelled) {
        if (spelled.startsWith(EPOCH)) {
            return spelled.substring(EPOCH.length());
        }
        return spelled.startsWith(BATCH) ? spelled.substring(BATCH.length()) : spelled;
    }
}
