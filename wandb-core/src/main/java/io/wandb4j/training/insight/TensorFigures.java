package io.wandb4j.training.insight;

import io.wandb4j.media.Histogram;

/** What can be said of the numbers of a tensor.
 *
 * @param norm the root of the sum of squares, of the finite ones
 * @param low the smallest finite one
 * @param high the largest finite one
 * @param nans how many are not a number
 * @param infinities how many are infinite */
public record TensorFigures(double norm, double low, double high, long nans, long infinities) {
    /** Measures numbers, each times a factor: one over the rows makes a mean of a sum. */
    public static TensorFigures of(float[] values, double factor) {
        double squares = 0;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        long nans = 0;
        long infinities = 0;
        for (float value : values) {
            if (Float.isFinite(value)) {
                squares += (double) value * value;
                low = Math.min(low, value);
                high = Math.max(high, value);
            } else if (Float.isNaN(value)) {
                nans++;
            } else {
                infinities++;
            }
        }
        return new TensorFigures(Math.sqrt(squares) * Math.abs(factor), low * factor, high * factor, nans, infinities);
    }

    /** How many are neither. */
    public long nonFinite() {
        return nans + infinities;
    }

    /** The numbers that were measured in bins of equal width, each times the same factor. Those that are not finite are left
     * out. */
    Histogram histogram(float[] values, double factor, int bins) {
        double from = low;
        double to = high;
        if (!(from <= to)) { // nothing finite
            from = 0;
            to = 1;
        } else if (from == to) { // as numpy: a range of one around a single value
            from -= 0.5;
            to += 0.5;
        }
        double[] counts = new double[bins];
        double scale = bins / (to - from);
        for (float value : values) {
            if (Float.isFinite(value)) {
                counts[Math.max(0, Math.min(bins - 1, (int) ((value * factor - from) * scale)))]++;
            }
        }
        double[] edges = new double[bins + 1];
        for (int i = 0; i <= bins; i++) {
            edges[i] = from + (to - from) * i / bins;
        }
        return Histogram.ofCounts(counts, edges);
    }
}
