package io.wandb4j.sweeps.search;

import io.wandb4j.sweeps.config.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Draws every parameter on its own, without regard to earlier runs. */
final class RandomSearch {
    private RandomSearch() {}

    static Map<String, Object> next(List<Axis> axes, RandomGenerator generator) {
        List<@Nullable Object> values = new ArrayList<>(axes.size());
        for (Axis axis : axes) {
            Parameter.Leaf parameter = axis.parameter();
            values.add(parameter.quantile(parameter.isConstant() ? 0 : generator.nextDouble()));
        }
        return Axis.configuration(axes, values);
    }
}
