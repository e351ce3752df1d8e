package io.wandb4j.sweeps.search;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** A density made of one bump around each of some points, and a wide one around the middle of everything.
 *
 * <p>A bump is a product over the parameters: a normal curve cut off at the bounds, or a preference for one choice. */
final class Parzen {
    private static final int FULL_WEIGHTS = 25;

    private final double[] weights;
    private final List<Factor> factors;

    private Parzen(double[] weights, List<Factor> factors) {
        this.weights = weights;
        this.factors = factors;
    }

    static Parzen around(Space space, double[][] points) {
        List<Dimension> dimensions = space.dimensions();
        Factor[] factors = new Factor[dimensions.size()];
        for (int i = 0; i < factors.length; i++) {
            int column = i;
            double[] coordinates =
                    Arrays.stream(points).mapToDouble(point -> point[column]).toArray();
            Dimension dimension = dimensions.get(i);
            factors[i] =
                    dimension.nominal() ? new Preference(dimension, coordinates) : Curve.of(dimension, coordinates);
        }
        return new Parzen(weights(points.length), List.of(factors));
    }

    double[] sample(RandomGenerator generator) {
        double u = generator.nextDouble();
        int bump = 0;
        for (double sum = weights[0]; sum < u && bump < weights.length - 1; sum += weights[bump]) {
            bump++;
        }
        double[] point = new double[factors.size()];
        for (int i = 0; i < point.length; i++) {
            point[i] = factors.get(i).sample(bump, generator);
        }
        return point;
    }

    double logDensity(double[] point) {
        double[] terms = new double[weights.length];
        double most = Double.NEGATIVE_INFINITY;
        for (int bump = 0; bump < terms.length; bump++) {
            terms[bump] = Math.log(weights[bump]);
            for (int i = 0; i < point.length; i++) {
                terms[bump] += factors.get(i).logDensity(bump, point[i]);
            }
            most = Math.max(most, terms[bump]);
        }
        double sum = 0;
        for (double term : terms) {
            sum += Math.exp(term - most);
        }
        return most + Math.log(sum);
    }

    /** The last 25 points weigh 1, as does the wide bump; older ones less, the older the less. */
    private static double[] weights(int count) {
        double[] weights = new double[count + 1];
        int old = Math.max(0, count - FULL_WEIGHTS);
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double fraction = old == 1 ? 0 : i / (old - 1.0);
            weights[i] = i < old ? (1 - fraction) / count + fraction : 1;
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    /** What all bumps are in one dimension. */
    private sealed interface Factor {
        double sample(int bump, RandomGenerator generator);

        double logDensity(int bump, double coordinate);
    }

    /** Normal curves cut off at 0 and 1. */
    private record Curve(Dimension dimension, double[] centers, double[] widths, double[] low, double[] high)
            implements Factor {
        static Curve of(Dimension dimension, double[] coordinates) {
            double[] centers = Arrays.copyOf(coordinates, coordinates.length + 1);
            double[] widths = Arrays.copyOf(widths(coordinates), centers.length);
            centers[coordinates.length] = 0.5;
            widths[coordinates.length] = 1;
            double[] low = new double[centers.length];
            double[] high = new double[centers.length];
            for (int i = 0; i < centers.length; i++) {
                low[i] = Surrogate.NORMAL.cumulativeProbability(-centers[i] / widths[i]);
                high[i] = Surrogate.NORMAL.cumulativeProbability((1 - centers[i]) / widths[i]);
            }
            return new Curve(dimension, centers, widths, low, high);
        }

        @Override
        public double sample(int bump, RandomGenerator generator) {
            double u = low[bump] + generator.nextDouble() * (high[bump] - low[bump]);
            double value = centers[bump] + widths[bump] * Surrogate.NORMAL.inverseCumulativeProbability(u);
            double coordinate = Math.min(1, Math.max(0, value));
            return dimension.choices() > 0 ? dimension.snap(coordinate) : coordinate;
        }

        @Override
        public double logDensity(int bump, double coordinate) {
            double width = widths[bump];
            double z = (coordinate - centers[bump]) / width;
            double mass = high[bump] - low[bump];
            if (dimension.choices() == 0) {
                return -z * z / 2 - Math.log(width * mass);
            }
            double half = 0.5 / dimension.choices() / width;
            double inside =
                    Surrogate.NORMAL.cumulativeProbability(z + half) - Surrogate.NORMAL.cumulativeProbability(z - half);
            return Math.log(Math.max(inside, Double.MIN_NORMAL) / mass);
        }

        /** As wide as the farther neighbor is away; the outermost look inwards only. Optuna's least width is twice ours. */
        private static double[] widths(double[] coordinates) {
            int count = coordinates.length;
            Integer[] order = new Integer[count];
            Arrays.setAll(order, i -> i);
            Arrays.sort(order, (a, b) -> Double.compare(coordinates[a], coordinates[b]));
            double least = 1 / Math.min(100.0, 2.0 + 2 * count);
            double[] widths = new double[count];
            for (int i = 0; i < count; i++) {
                double here = coordinates[order[i]];
                double below = i > 0 ? here - coordinates[order[i - 1]] : count > 1 ? 0 : here;
                double above = i < count - 1 ? coordinates[order[i + 1]] - here : count > 1 ? 0 : 1 - here;
                widths[order[i]] = Math.min(1, Math.max(least, Math.max(below, above)));
            }
            return widths;
        }
    }

    /** For values without order: the bump's own, or with a small probability any. */
    private record Preference(Dimension dimension, double[] coordinates) implements Factor {
        @Override
        public double sample(int bump, RandomGenerator generator) {
            double any = generator.nextDouble();
            boolean own = bump < coordinates.length && generator.nextDouble() < 1 - other();
            return own ? coordinates[bump] : dimension.snap(any);
        }

        @Override
        public double logDensity(int bump, double coordinate) {
            if (bump == coordinates.length) {
                return -Math.log(dimension.choices());
            }
            boolean own = Math.abs(coordinates[bump] - coordinate) < 1e-9;
            return Math.log(other() / dimension.choices() + (own ? 1 - other() : 0));
        }

        /** The probability of drawing evenly from all values. */
        private double other() {
            double each = 1.0 / (coordinates.length + 1);
            double all = each * dimension.choices();
            return all / (1 + all);
        }
    }
}
