package io.wandb4j.sweeps.search;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.jspecify.annotations.Nullable;

/** The length scales and the noise that some values suggest, tempered by what is usual.
 *
 * @param logarithms of the length scales, and in the last place of the noise's variance
 * @param scale the deviation of the process */
record ArdModel(double[] logarithms, double scale) {
    private static final double USUAL_LENGTH = Math.log(0.5);
    private static final double LENGTH_SPREAD = 1;
    private static final double USUAL_NOISE = Math.log(1e-5);
    private static final double NOISE_SPREAD = 2;
    private static final int ROUNDS = 30;

    /** Fits by climbing the posterior, each coordinate with a step of its own (Rprop). */
    static ArdModel fit(List<Dimension> dimensions, double[][] points, double[] values) {
        double[] here = usual(dimensions.size());
        Slope best = Slope.at(dimensions, points, values, here.clone());
        Slope slope = best;
        double[] steps = new double[here.length];
        Arrays.fill(steps, 0.4);
        double[] before = new double[here.length];
        for (int round = 0; round < ROUNDS && slope != null; round++) {
            for (int i = 0; i < here.length; i++) {
                double agreement = Math.signum(slope.gradient()[i]) * before[i];
                steps[i] = Math.min(1, steps[i] * (agreement < 0 ? 0.5 : agreement > 0 ? 1.2 : 1));
                before[i] = Math.signum(slope.gradient()[i]);
                here[i] += steps[i] * before[i];
            }
            slope = Slope.at(dimensions, points, values, here.clone());
            best = slope != null && (best == null || slope.height() > best.height()) ? slope : best;
        }
        return best == null ? new ArdModel(usual(dimensions.size()), 1) : best.model();
    }

    ArdKernel kernel(List<Dimension> dimensions) {
        return ArdKernel.of(dimensions, logarithms);
    }

    double noise() {
        return Math.exp(logarithms[logarithms.length - 1]);
    }

    private static double[] usual(int dimensions) {
        double[] usual = new double[dimensions + 1];
        Arrays.fill(usual, usualLength(dimensions));
        usual[dimensions] = USUAL_NOISE;
        return usual;
    }

    private static double usualLength(int dimensions) {
        return USUAL_LENGTH + Math.log(dimensions) / 2;
    }

    /** The posterior at one place: how high it is and where it rises. */
    private record Slope(ArdModel model, double height, double[] gradient) {

        /** Null where the points are too alike under such length scales. */
        static @Nullable Slope at(List<Dimension> dimensions, double[][] points, double[] values, double[] here) {
            ArdModel model = new ArdModel(here, 1);
            ArdKernel kernel = model.kernel(dimensions);
            try {
                CholeskyDecomposition factor = new CholeskyDecomposition(
                        new Array2DRowRealMatrix(GaussianProcess.covariance(points, kernel, model.noise()), false),
                        1e-12,
                        1e-14);
                RealMatrix inverse = factor.getSolver().getInverse();
                return of(new ArdModel(here, 1), kernel, points, values, factor, inverse.getData());
            } catch (MathIllegalArgumentException e) {
                return null;
            }
        }

        private static Slope of(
                ArdModel model,
                ArdKernel kernel,
                double[][] points,
                double[] values,
                CholeskyDecomposition factor,
                double[][] inverse) {
            int count = values.length;
            double[] weights = new double[count];
            double fit = 0;
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < count; j++) {
                    weights[i] += inverse[i][j] * values[j];
                }
                fit += weights[i] * values[i];
            }
            double variance = Math.max(fit / count, 1e-12);
            double height = -count / 2.0 * Math.log(variance) - logDeterminant(factor) / 2;
            double[] gradient = new double[model.logarithms.length];
            double[] slopes = new double[gradient.length];
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < i; j++) {
                    kernel.gradient(points[i], points[j], slopes);
                    double pull = weights[i] * weights[j] / variance - inverse[i][j];
                    for (int k = 0; k < slopes.length - 1; k++) {
                        gradient[k] += pull * slopes[k];
                    }
                }
                double pull = weights[i] * weights[i] / variance - inverse[i][i];
                gradient[gradient.length - 1] += pull * model.noise() / 2;
            }
            return new Slope(new ArdModel(model.logarithms, Math.sqrt(variance)), height, gradient).tempered();
        }

        private Slope tempered() {
            double[] tempered = gradient.clone();
            double lower = 0;
            int last = gradient.length - 1;
            for (int i = 0; i <= last; i++) {
                double usual = i < last ? usualLength(last) : USUAL_NOISE;
                double spread = i < last ? LENGTH_SPREAD : NOISE_SPREAD;
                double away = (model.logarithms[i] - usual) / spread;
                lower += away * away / 2;
                tempered[i] -= away / spread;
            }
            return new Slope(model, height - lower, tempered);
        }

        private static double logDeterminant(CholeskyDecomposition factor) {
            RealMatrix lower = factor.getL();
            double sum = 0;
            for (int i = 0; i < lower.getRowDimension(); i++) {
                sum += 2 * Math.log(lower.getEntry(i, i));
            }
            return sum;
        }
    }
}
