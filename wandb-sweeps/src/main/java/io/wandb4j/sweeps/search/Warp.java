package io.wandb4j.sweeps.search;

import java.util.Arrays;

/** Brings a metric that spans orders of magnitude to a scale on which it looks normal.
 *
 * <p>The logarithm of the distance from a point below the least value; how far below is chosen so that the values are as
 * likely as they can be under a normal distribution. */
final class Warp {
    /** Distances in units of that from the least value to the median; at the last one little is left of the logarithm. */
    private static final double[] DISTANCES = {0.1, 0.3, 1, 3, 30};

    private Warp() {}

    static double[] of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double least = sorted[0];
        double unit = sorted[sorted.length / 2] - least;
        if (!(unit > 0) || !Double.isFinite(unit)) {
            return values.clone();
        }
        double[] best = values;
        double most = Double.NEGATIVE_INFINITY;
        for (double distance : DISTANCES) {
            double[] warped = new double[values.length];
            double stretch = 0;
            for (int i = 0; i < values.length; i++) {
                warped[i] = Math.log(values[i] - least + distance * unit);
                stretch += warped[i];
            }
            double likelihood = -values.length * Math.log(Normalized.of(warped).deviation()) - stretch;
            if (likelihood > most) {
                most = likelihood;
                best = warped;
            }
        }
        return best.clone();
    }
}
