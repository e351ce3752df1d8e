package io.wandb4j.sweeps.search;

import org.hipparchus.distribution.continuous.NormalDistribution;

/** What is expected of the metric at points that nobody has tried, in units in which it has mean 0 and deviation 1. */
interface Surrogate {
    /** Added to a deviation before dividing by it, as W&B does. */
    double TINY = 1e-6;

    /** The standard normal distribution. */
    NormalDistribution NORMAL = new NormalDistribution();

    Prediction at(double[] point);

    /** Mean and standard deviation at a point. */
    record Prediction(double mean, double deviation) {
        /** By how much the metric is expected to fall below the least value so far. */
        double expectedImprovement(double least) {
            double gain = least - mean;
            double z = gain / (deviation + TINY);
            return gain * NORMAL.cumulativeProbability(z) + deviation * NORMAL.density(z);
        }

        /** The logarithm of {@link #expectedImprovement}, which tells points apart where that is nothing any more. */
        double logExpectedImprovement(double least) {
            double spread = deviation + TINY;
            double z = (least - mean) / spread;
            double factor = z > -5
                    ? Math.log(NORMAL.density(z) + z * NORMAL.cumulativeProbability(z))
                    : NORMAL.logDensity(z) - 2 * Math.log(-z);
            return Math.log(spread) + factor;
        }
    }
}
