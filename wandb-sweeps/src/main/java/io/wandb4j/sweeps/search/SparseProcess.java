package io.wandb4j.sweeps.search;

import io.wandb4j.sweeps.search.GaussianProcess.Triangle;

/** A Gaussian process that sums up all points by what they say about a few of them.
 *
 * <p>Every point counts; its cost grows with their number and not, as for an exact process, with its cube. What the few
 * do not explain of a point is taken for noise of that point alone (the fully independent training conditional of
 * Snelson and Ghahramani). */
final class SparseProcess implements Surrogate {
    /** Keeps the few apart. */
    private static final double JITTER = 1e-8;

    private final double[][] few;
    private final Kernel kernel;
    private final Triangle prior;
    private final Triangle posterior;
    private final double[] weights;

    /** @param few the points that stand for all
     * @param values the metric at the points, with mean 0 and deviation 1
     * @param noise the variance that is added to every value */
    SparseProcess(double[][] few, double[][] points, double[] values, Kernel kernel, double noise) {
        this.few = few;
        this.kernel = kernel;
        this.prior = Triangle.of(GaussianProcess.covariance(few, kernel, JITTER));
        double[][] precision = new double[few.length][few.length];
        double[] sum = new double[few.length];
        for (int i = 0; i < few.length; i++) {
            precision[i][i] = 1;
        }
        for (int i = 0; i < points.length; i++) {
            add(prior.solve(near(points[i])), values[i], noise, precision, sum);
        }
        mirror(precision);
        this.posterior = Triangle.of(precision);
        this.weights = posterior.solve(sum);
    }

    @Override
    public Prediction at(double[] point) {
        double[] explained = prior.solve(near(point));
        double variance = 1 - dot(explained, explained);
        double[] known = posterior.solve(explained);
        variance += dot(known, known);
        return new Prediction(dot(known, weights), Math.sqrt(Math.max(variance, 0)));
    }

    private static void add(double[] explained, double value, double noise, double[][] precision, double[] sum) {
        double weight = 1 / (Math.max(0, 1 - dot(explained, explained)) + noise);
        for (int j = 0; j < explained.length; j++) {
            double scaled = weight * explained[j];
            sum[j] += scaled * value;
            double[] row = precision[j];
            for (int k = 0; k <= j; k++) {
                row[k] += scaled * explained[k];
            }
        }
    }

    private static void mirror(double[][] lower) {
        for (int i = 0; i < lower.length; i++) {
            for (int j = 0; j < i; j++) {
                lower[j][i] = lower[i][j];
            }
        }
    }

    private double[] near(double[] point) {
        double[] near = new double[few.length];
        for (int i = 0; i < near.length; i++) {
            near[i] = kernel.between(few[i], point);
        }
        return near;
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
