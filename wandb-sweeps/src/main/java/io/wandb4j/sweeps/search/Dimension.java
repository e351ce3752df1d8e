package io.wandb4j.sweeps.search;

import io.wandb4j.sweeps.config.Parameter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One coordinate of the cube, and what its points mean.
 *
 * @param parameter the parameter that it stands for
 * @param choices how many values there are; 0 for a parameter that may take any number of them
 * @param nominal whether the values have no order */
record Dimension(Parameter.Leaf parameter, int choices, boolean nominal) {
    /** Beyond so many steps a range of whole numbers is as good as continuous. */
    private static final int MOST_CHOICES = 1000;

    static Dimension of(Parameter.Leaf parameter) {
        if (parameter instanceof Parameter.Categorical categorical) {
            return new Dimension(parameter, categorical.values().size(), !isOrdered(categorical.values()));
        }
        if (parameter instanceof Parameter.Weighted weighted) {
            return new Dimension(parameter, weighted.values().size(), !isOrdered(weighted.values()));
        }
        if (parameter instanceof Parameter.IntUniform whole) {
            double count = (double) whole.max() - whole.min() + 1;
            return new Dimension(parameter, count <= MOST_CHOICES ? (int) count : 0, false);
        }
        return new Dimension(parameter, 0, false);
    }

    /** Where a value lies: in the middle of all points that mean the same; not a number for a foreign value. */
    double place(@Nullable Object value) {
        double upper = parameter.cumulative(value);
        if (parameter instanceof Parameter.Categorical) {
            return upper > 0 ? upper - 0.5 / choices : Double.NaN;
        }
        if (parameter instanceof Parameter.Weighted weighted) {
            int index = weighted.values().indexOf(value);
            return index < 0
                    ? Double.NaN
                    : upper - weighted.probabilities().get(index).doubleValue() / 2;
        }
        if (parameter instanceof Parameter.IntUniform && choices > 0) {
            return Math.max(0, upper - 0.5 / choices);
        }
        return value instanceof Number ? upper : Double.NaN;
    }

    /** The last of the points that mean a value; not a number for a foreign value. */
    double end(@Nullable Object value) {
        return Double.isNaN(place(value)) ? Double.NaN : parameter.cumulative(value);
    }

    /** The middle of the points that mean the same as this one. */
    double snap(double coordinate) {
        return place(parameter.quantile(coordinate));
    }

    private static boolean isOrdered(List<?> values) {
        double direction = 0;
        for (int i = 1; i < values.size(); i++) {
            if (!(values.get(i - 1) instanceof Number before) || !(values.get(i) instanceof Number here)) {
                return false;
            }
            double step = Math.signum(here.doubleValue() - before.doubleValue());
            if (step == 0 || step * direction < 0) {
                return false;
            }
            direction = step;
        }
        return values.size() > 2;
    }
}
