package io.wandb4j.sweeps.search;

import org.hipparchus.analysis.UnivariateFunction;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.univariate.BrentOptimizer;
import org.hipparchus.optim.univariate.SearchInterval;
import org.hipparchus.optim.univariate.UnivariateObjectiveFunction;
import org.hipparchus.optim.univariate.UnivariatePointValuePair;

/** The one length scale under which the values are likeliest.
 *
 * @param value the length scale
 * @param logLikelihood how likely it makes the values
 * @param atBound whether it ran into a bound, which means that the kernel explains nothing */
record LengthScale(double value, double logLikelihood, boolean atBound) {
    /** W&B's. */
    static final double NOISE = 1e-7;

    private static final double LOW = Math.log(1e-5);
    private static final double HIGH = Math.log(1e5);
    private static final int STEPS = 24;
    private static final double CLOSE = 1e-3;
    private static final int MOST_EVALUATIONS = 40;

    /** Looks at the whole range first, since the likelihood may have several peaks, and then closely at the best part. */
    static LengthScale fit(double[][] points, double[] values) {
        UnivariateFunction likelihood = exponent -> logLikelihood(points, values, Math.exp(exponent));
        double step = (HIGH - LOW) / STEPS;
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i <= STEPS; i++) {
            double here = likelihood.value(LOW + i * step);
            if (here > most) {
                most = here;
                best = i;
            }
        }
        double middle = LOW + best * step;
        UnivariatePointValuePair peak = new BrentOptimizer(1e-6, 1e-4)
                .optimize(
                        new MaxEval(MOST_EVALUATIONS),
                        new UnivariateObjectiveFunction(likelihood),
                        GoalType.MAXIMIZE,
                        new SearchInterval(Math.max(LOW, middle - step), Math.min(HIGH, middle + step), middle));
        boolean flat = peak.getValue() <= most;
        double exponent = flat ? middle : peak.getPoint();
        return new LengthScale(
                Math.exp(exponent), Math.max(most, peak.getValue()), exponent < LOW + CLOSE || exponent > HIGH - CLOSE);
    }

    private static double logLikelihood(double[][] points, double[] values, double scale) {
        try {
            return new GaussianProcess(points, values, Kernel.matern32(scale), NOISE).logLikelihood();
        } catch (MathIllegalArgumentException e) {
            return -1e25; // so long a scale makes all points look the same; Brent's method does no arithmetic with
            // infinity
        }
    }
}
