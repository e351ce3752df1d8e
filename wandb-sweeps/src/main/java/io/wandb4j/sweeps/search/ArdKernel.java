package io.wandb4j.sweeps.search;

import java.util.List;

/** Matérn's kernel of order 5/2 with a length scale for each coordinate.
 *
 * @param nominal in which coordinates two values are either the same or one unit apart
 * @param inverseSquares 1 through the square of each length scale */
record ArdKernel(boolean[] nominal, double[] inverseSquares) implements Kernel {
    /** @param logarithms of the length scales, one for each dimension */
    static ArdKernel of(List<Dimension> dimensions, double[] logarithms) {
        boolean[] nominal = new boolean[dimensions.size()];
        double[] inverseSquares = new double[nominal.length];
        for (int i = 0; i < nominal.length; i++) {
            nominal[i] = dimensions.get(i).nominal();
            inverseSquares[i] = Math.exp(-2 * logarithms[i]);
        }
        return new ArdKernel(nominal, inverseSquares);
    }

    @Override
    public double between(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += term(i, one, other);
        }
        double distance = Math.sqrt(5 * sum);
        return (1 + distance + distance * distance / 3) * Math.exp(-distance);
    }

    /** How the kernel changes with the logarithm of each length scale. */
    void gradient(double[] one, double[] other, double[] gradient) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            gradient[i] = term(i, one, other);
            sum += gradient[i];
        }
        double distance = Math.sqrt(5 * sum);
        double slope = 5.0 / 3 * (1 + distance) * Math.exp(-distance);
        for (int i = 0; i < one.length; i++) {
            gradient[i] *= slope;
        }
    }

    private double term(int i, double[] one, double[] other) {
        double difference = one[i] - other[i];
        double square = nominal[i] ? (Math.abs(difference) > 1e-9 ? 1 : 0) : difference * difference;
        return square * inverseSquares[i];
    }
}
