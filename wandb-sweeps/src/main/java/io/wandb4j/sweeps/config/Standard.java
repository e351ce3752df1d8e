package io.wandb4j.sweeps.config;

import org.hipparchus.distribution.continuous.NormalDistribution;

/** The normal distribution of mean 0 and deviation 1. */
final class Standard {
    static final NormalDistribution NORMAL = new NormalDistribution();

    private Standard() {}

    static double cumulative(double value) {
        // a deviation of 0 divides 0 by 0 at the mean itself, which lies at or below the mean
        return Double.isNaN(value) ? 1 : NORMAL.cumulativeProbability(value);
    }
}
