package io.wandb4j.sweeps.search;

import java.util.Arrays;
import org.hipparchus.distribution.continuous.NormalDistribution;

/** Compares two samples without assuming how they are distributed. */
final class MannWhitney {
    private MannWhitney() {}

    /** The one-sided p value of "the first is greater": small when the first sample is clearly greater.
     *
     * <p>By the normal approximation with its correction for continuity and ties. */
    static double probabilityThatFirstIsNoGreater(double[] first, double[] second) {
        double wins = 0;
        for (double one : first) {
            for (double other : second) {
                wins += one > other ? 1 : one == other ? 0.5 : 0;
            }
        }
        double count = first.length + second.length;
        double pairs = (double) first.length * second.length;
        double variance = pairs / 12 * (count + 1 - ties(first, second) / (count * (count - 1)));
        if (variance == 0) {
            return 1;
        }
        double z = (wins - pairs / 2 - 0.5) / Math.sqrt(variance);
        return 1 - new NormalDistribution().cumulativeProbability(z);
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static double ties(double[] first, double[] second) {
        double[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        Arrays.sort(all);
        double ties = 0;
        for (int i = 0; i < all.length; ) {
            int end = i;
            while (end < all.length && all[end] == all[i]) {
                end++;
            }
            double size = end - i;
            ties += size * size * size - size;
            i = end;
        }
        return ties;
    }
}
