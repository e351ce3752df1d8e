package io.wandb4j.sweeps.search;

import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;

/** A Gaussian process that goes through all its points. */
final class GaussianProcess implements Surrogate {
    private final double[][] points;
    private final Kernel kernel;
    private final Triangle factor;
    private final double[] weights;
    private final double logLikelihood;

    /** @param values the metric at the points, with mean 0 and deviation 1
     * @param noise the variance that is added to every value
     * @throws MathIllegalArgumentException if points are too alike for the kernel */
    GaussianProcess(double[][] points, double[] values, Kernel kernel, double noise) {
        this.points = points;
        this.kernel = kernel;
        this.factor = Triangle.of(covariance(points, kernel, noise));
        double[] half = factor.solve(values.clone());
        double fit = 0;
        for (double value : half) {
            fit += value * value;
        }
        this.logLikelihood = -fit / 2 - factor.logDiagonal() - values.length / 2.0 * Math.log(2 * Math.PI);
        this.weights = factor.solveTransposed(half);
    }

    /** How well the kernel explains the values. */
    double logLikelihood() {
        return logLikelihood;
    }

    @Override
    public Prediction at(double[] point) {
        double[] near = new double[points.length];
        double mean = 0;
        for (int i = 0; i < points.length; i++) {
            near[i] = kernel.between(points[i], point);
            mean += near[i] * weights[i];
        }
        factor.solve(near);
        double variance = 1;
        for (double value : near) {
            variance -= value * value;
        }
        return new Prediction(mean, Math.sqrt(Math.max(variance, 0)));
    }

    static double[][] covariance(double[][] points, Kernel kernel, double noise) {
        double[][] matrix = new double[points.length][points.length];
        for (int i = 0; i < points.length; i++) {
            matrix[i][i] = 1 + noise;
            for (int j = 0; j < i; j++) {
                matrix[i][j] = kernel.between(points[i], points[j]);
                matrix[j][i] = matrix[i][j];
            }
        }
        return matrix;
    }

    /** The lower triangle that, times its transpose, is a given matrix. */
    record Triangle(double[][] rows) {
        private static final double SYMMETRY = 1e-12;
        private static final double LEAST_PIVOT = 1e-14;

        static Triangle of(double[][] matrix) {
            Array2DRowRealMatrix values = new Array2DRowRealMatrix(matrix, false);
            return new Triangle(new CholeskyDecomposition(values, SYMMETRY, LEAST_PIVOT)
                    .getL()
                    .getData());
        }

        double logDiagonal() {
            double sum = 0;
            for (int i = 0; i < rows.length; i++) {
                sum += Math.log(rows[i][i]);
            }
            return sum;
        }

        /** Overwrites the vector with the solution, and returns it. */
        double[] solve(double[] vector) {
            for (int i = 0; i < rows.length; i++) {
                double[] row = rows[i];
                double sum = vector[i];
                for (int j = 0; j < i; j++) {
                    sum -= row[j] * vector[j];
                }
                vector[i] = sum / row[i];
            }
            return vector;
        }

        /** Overwrites the vector with the solution for the transposed triangle, and returns it. */
        double[] solveTransposed(double[] vector) {
            for (int i = rows.length - 1; i >= 0; i--) {
                double[] row = rows[i];
                double value = vector[i] / row[i];
                vector[i] = value;
                for (int j = 0; j < i; j++) {
                    vector[j] -= row[j] * value;
                }
            }
            return vector;
        }
    }
}
