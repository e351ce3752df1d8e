package io.wandb4j.sweeps.search;

/** How alike the metric is expected to be at two points: 1 at the same point, 0 far away. */
@FunctionalInterface
interface Kernel {
    double between(double[] one, double[] other);

    /** Matérn's kernel of order 3/2 with the same length scale in all directions. */
    static Kernel matern32(double lengthScale) {
        double factor = Math.sqrt(3) / lengthScale;
        return (one, other) -> {
            double sum = 0;
            for (int i = 0; i < one.length; i++) {
                double difference = one[i] - other[i];
                sum += difference * difference;
            }
            double distance = factor * Math.sqrt(sum);
            return (1 + distance) * Math.exp(-distance);
        };
    }
}
