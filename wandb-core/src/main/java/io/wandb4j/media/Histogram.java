package io.wandb4j.media;

import io.wandb4j.errors.UsageException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** How often values fall into each of a row of bins.
 *
 * <p>{@code counts[i]} values lie in {@code [edges[i], edges[i+1])}; the last bin includes its upper edge. Immutable. */
public final class Histogram implements LoggedValue {
    /** The most bins that W&amp;B shows. */
    public static final int MAX_BINS = 512;

    private static final int DEFAULT_BINS = 64;

    private final double[] counts;
    private final double[] edges;

    private Histogram(double[] counts, double[] edges) {
        this.counts = counts;
        this.edges = edges;
    }

    /** The values in 64 bins of equal width between the smallest and the largest. Values that are not finite are left out. */
    public static Histogram of(double[] values) {
        return of(values, DEFAULT_BINS);
    }

    /** The values in bins of equal width between the smallest and the largest. Values that are not finite are left out.
     *
     * @throws UsageException unless 1 to 512 bins are asked for */
    public static Histogram of(double[] values, int bins) {
        checkBins(bins);
        double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        double low = DoubleStream.of(finite).min().orElse(0);
        double high = DoubleStream.of(finite).max().orElse(1);
        if (low == high) { // as numpy: a range of one around a single value
            low -= 0.5;
            high += 0.5;
        }
        double[] edges = new double[bins + 1];
        for (int i = 0; i <= bins; i++) {
            edges[i] = low + (high - low) * i / bins;
        }
        double[] counts = new double[bins];
        for (double value : finite) {
            counts[Math.min(bins - 1, Math.max(0, (int) ((value - low) / (high - low) * bins)))]++;
        }
        return new Histogram(counts, edges);
    }

    /** A histogram that was counted elsewhere.
     *
     * @throws UsageException unless there is one more edge than counts, and 1 to 512 counts */
    public static Histogram ofCounts(double[] counts, double[] edges) {
        checkBins(counts.length);
        if (edges.length != counts.length + 1) {
            throw new UsageException("a histogram of " + counts.length + " counts needs " + (counts.length + 1)
                    + " edges, not " + edges.length);
        }
        return new Histogram(counts.clone(), edges.clone());
    }

    public double[] counts() {
        return counts.clone();
    }

    public double[] edges() {
        return edges.clone();
    }

    @Override
    public Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("_type", "histogram");
        json.put("values", boxed(counts));
        json.put("bins", boxed(edges));
        return json;
    }

    private static List<Double> boxed(double[] values) {
        return DoubleStream.of(values).boxed().toList();
    }

    private static void checkBins(int bins) {
        if (bins < 1 || bins > MAX_BINS) {
            throw new UsageException("a histogram has 1 to " + MAX_BINS + " bins, not " + bins);
        }
    }
}
