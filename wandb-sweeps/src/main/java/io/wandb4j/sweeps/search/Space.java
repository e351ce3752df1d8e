package io.wandb4j.sweeps.search;

import io.wandb4j.sweeps.config.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** All configurations of a sweep as a cube: one coordinate between 0 and 1 for every parameter that is not constant. */
final class Space {
    private final List<Axis> axes;
    private final List<Dimension> dimensions;

    private Space(List<Axis> axes, List<Dimension> dimensions) {
        this.axes = axes;
        this.dimensions = dimensions;
    }

    static Space of(Map<String, Parameter> parameters) {
        List<Axis> axes = Axis.of(parameters);
        return new Space(
                axes,
                axes.stream()
                        .filter(axis -> !axis.parameter().isConstant())
                        .map(axis -> Dimension.of(axis.parameter()))
                        .toList());
    }

    List<Dimension> dimensions() {
        return dimensions;
    }

    int size() {
        return dimensions.size();
    }

    /** Where a run's configuration lies; empty for a run that lacks a parameter or holds a foreign value. */
    Optional<double[]> locate(Map<String, ?> config) {
        return locate(config, Dimension::place);
    }

    /** The same, by the end of the points that mean a value and not by their middle, which is how W&B's search does it. */
    Optional<double[]> locateAsOfficial(Map<String, ?> config) {
        return locate(config, Dimension::end);
    }

    /** The configuration at a point, in the protocol's shape. */
    Map<String, Object> configuration(double[] point) {
        List<@Nullable Object> values = new ArrayList<>(axes.size());
        int next = 0;
        for (Axis axis : axes) {
            values.add(axis.parameter().quantile(axis.parameter().isConstant() ? 0 : point[next++]));
        }
        return Axis.configuration(axes, values);
    }

    double[] random(RandomGenerator generator) {
        double[] point = new double[dimensions.size()];
        for (int i = 0; i < point.length; i++) {
            point[i] = generator.nextDouble();
        }
        return point;
    }

    /** Moves every coordinate to the middle of the values that it stands for. */
    double[] snap(double[] point) {
        double[] snapped = new double[point.length];
        for (int i = 0; i < point.length; i++) {
            snapped[i] = dimensions.get(i).snap(point[i]);
        }
        return snapped;
    }

    private Optional<double[]> locate(Map<String, ?> config, ToDoubleBiFunction<Dimension, @Nullable Object> place) {
        double[] point = new double[dimensions.size()];
        int next = 0;
        for (Axis axis : axes) {
            if (axis.parameter().isConstant()) {
                continue;
            }
            Optional<Axis.Held> held = axis.heldBy(config);
            if (held.isEmpty()) {
                return Optional.empty();
            }
            point[next] = place.applyAsDouble(dimensions.get(next), held.get().value());
            if (Double.isNaN(point[next])) {
                return Optional.empty();
            }
            next++;
        }
        return Optional.of(point);
    }
}
