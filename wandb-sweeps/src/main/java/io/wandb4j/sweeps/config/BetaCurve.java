package io.wandb4j.sweeps.config;

import org.hipparchus.special.Beta;

/** The beta distribution, to full precision near both ends. */
final class BetaCurve {
    private static final double TOLERANCE = 1e-15;
    private static final int MOST_STEPS = 1200;

    private BetaCurve() {}

    static double cumulative(double x, double a, double b) {
        if (x <= 0) {
            return 0;
        }
        return x >= 1 ? 1 : Beta.regularizedBeta(x, a, b);
    }

    /** Inverts {@link #cumulative} by Newton steps, each kept inside the bracket that is known to hold the answer. */
    static double quantile(double u, double a, double b) {
        if (u <= 0 || u >= 1) {
            return u <= 0 ? 0 : 1;
        }
        double low = 0;
        double high = 1;
        double x = a / (a + b);
        for (int step = 0; step < MOST_STEPS; step++) {
            double error = cumulative(x, a, b) - u;
            if (error == 0) {
                return x;
            }
            low = error < 0 ? x : low;
            high = error < 0 ? high : x;
            double next = x - error / density(x, a, b);
            if (!(next > low && next < high)) {
                next = (low + high) / 2;
            }
            if (Math.abs(next - x) <= TOLERANCE * next || next == low || next == high) {
                return next;
            }
            x = next;
        }
        return x;
    }

    private static double density(double x, double a, double b) {
        return Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - Beta.logBeta(a, b));
    }
}
