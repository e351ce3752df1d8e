package io.wandb4j.watch;

import io.wandb4j.media.Histogram;

/** The numbers of a tensor in short.
 *
 * @param norm the root of the sum of squares of its finite values
 * @param notNumbers how many are not a number
 * @param infinities how many are infinite */
record TensorSummary(double norm, float low, float high, long notNumbers, long infinities) {
    /** Of the first so many values, each times a factor. */
    static TensorSummary of(float[] values, int length, double factor) {
        double squares = 0;
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        long notNumbers = 0;
        long infinities = 0;
        for (int i = 0; i < length; i++) {
            float value = values[i];
            if (Math.abs(value) <= Float.MAX_VALUE) {
                squares += (double) value * value;
                low = Math.min(low, value);
                high = Math.max(high, value);
            } else if (Float.isNaN(value)) {
                notNumbers++;
            } else {
                infinities++;
            }
        }
        return new TensorSummary(Math.sqrt(squares) * Math.abs(factor), low, high, notNumbers, infinities);
    }

    /** The finite values, each times a factor, in bins of equal width from the lowest to the highest. */
    Histogram histogram(float[] values, int length, double factor, int bins) {
        boolean none = low > high;
        double from = none ? 0 : low;
        double to = none ? 1 : high;
        if (from == to) { // as numpy: a range of one around a single value
            from -= 0.5;
            to += 0.5;
        }
        double[] counts = new double[bins];
        double scale = bins / (to - from);
        for (int i = 0; i < length; i++) {
            if (Math.abs(values[i]) <= Float.MAX_VALUE) {
                counts[Math.min(bins - 1, (int) ((values[i] - from) * scale))]++;
            }
        }
        double[] edges = new double[bins + 1];
        for (int i = 0; i <= bins; i++) {
            edges[i] = (from + (to - from) * i / bins) * factor;
        }
        return Histogram.ofCounts(counts, edges);
    }
}
