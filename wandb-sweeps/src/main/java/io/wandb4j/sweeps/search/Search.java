package io.wandb4j.sweeps.search;

import io.wandb4j.sweeps.SweepRun;
import io.wandb4j.sweeps.config.Method;
import io.wandb4j.sweeps.config.Metric;
import io.wandb4j.sweeps.config.SweepConfig;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Finds the next configuration of a sweep. */
public final class Search {
    private static final Set<Method> METHODS = Set.copyOf(EnumSet.complementOf(EnumSet.of(Method.CUSTOM)));

    private Search() {}

    /** The methods that {@link #next} knows. */
    public static Set<Method> methods() {
        return METHODS;
    }

    /** The next configuration in the protocol's shape, {@code {"lr": {"value": 0.1}}}; empty when all were tried.
     *
     * <p>The same arguments, the generator's state included, give the same configuration. A method that learns counts
     * what failed, and what is on its way, as the metric's {@code impute} and {@code impute_while_running} say.
     *
     * @param runs all runs of the sweep so far, oldest first, whatever their state
     * @throws UnsupportedMethodException for a method that is not one of {@link #methods()} */
    public static Optional<Map<String, Object>> next(
            SweepConfig config, List<SweepRun> runs, RandomGenerator generator) {
        return switch (config.method()) {
            case GRID -> GridSearch.next(Axis.of(config.parameters()), runs);
            case RANDOM -> Optional.of(RandomSearch.next(Axis.of(config.parameters()), generator));
            case BAYES, BAYES_ARD, TPE, CMA_ES -> Optional.of(learned(config, runs, generator));
            case CUSTOM ->
                throw new UnsupportedMethodException(
                        "there is no search by method custom: the program that made the sweep has to search");
        };
    }

    /** How many different configurations {@link #next} finds before it comes back empty; empty where it never does. */
    public static OptionalLong size(SweepConfig config) {
        return config.method() == Method.GRID
                ? OptionalLong.of(GridSearch.size(Axis.of(config.parameters())))
                : OptionalLong.empty();
    }

    private static Map<String, Object> learned(SweepConfig config, List<SweepRun> runs, RandomGenerator generator) {
        Space space = Space.of(config.parameters());
        if (space.size() == 0) {
            return space.configuration(new double[0]);
        }
        Metric metric = config.metric().orElseThrow();
        Method method = config.method();
        Observations seen =
                Observations.of(metric, runs, method == Method.BAYES ? space::locateAsOfficial : space::locate);
        return space.configuration(
                switch (method) {
                    case BAYES -> BayesSearch.next(space, seen, generator);
                    case BAYES_ARD -> ArdSearch.next(space, seen, generator);
                    case TPE -> TpeSearch.next(space, seen, generator);
                    default -> CmaEsSearch.next(space, seen, generator);
                });
    }
}
