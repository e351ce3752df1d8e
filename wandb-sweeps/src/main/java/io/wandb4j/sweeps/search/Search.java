package io.wandb4j.sweeps.search;

import io.wandb4j.sweeps.SweepRun;
import io.wandb4j.sweeps.config.Method;
import io.wandb4j.sweeps.config.SweepConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Finds the next configuration of a sweep. */
public final class Search {
    private static final Set<Method> METHODS = Set.of(Method.GRID, Method.RANDOM);

    private Search() {}

    /** The methods that {@link #next} knows. */
    public static Set<Method> methods() {
        return METHODS;
    }

    /** The next configuration in the protocol's shape, {@code {"lr": {"value": 0.1}}}; empty when all were tried.
     *
     * <p>The same arguments, the generator's state included, give the same configuration.
     *
     * @param runs all runs of the sweep so far, whatever their state
     * @throws UnsupportedMethodException for a method that is not one of {@link #methods()} */
    public static Optional<Map<String, Object>> next(
            SweepConfig config, List<SweepRun> runs, RandomGenerator generator) {
        List<Axis> axes = Axis.of(config.parameters());
        return switch (config.method()) {
            case GRID -> GridSearch.next(axes, runs);
            case RANDOM -> Optional.of(RandomSearch.next(axes, generator));
            case BAYES, CUSTOM ->
                throw new UnsupportedMethodException("there is no search by method "
                        + config.method().wireName() + "; the methods available are grid and random");
        };
    }

    /** How many different configurations {@link #next} finds before it comes back empty; empty where it never does. */
    public static OptionalLong size(SweepConfig config) {
        return config.method() == Method.GRID
                ? OptionalLong.of(GridSearch.size(Axis.of(config.parameters())))
                : OptionalLong.empty();
    }
}
