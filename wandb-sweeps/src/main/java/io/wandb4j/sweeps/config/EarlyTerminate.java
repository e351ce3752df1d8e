package io.wandb4j.sweeps.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** When the runs of a sweep are compared, and which of them may go on. */
public sealed interface EarlyTerminate {
    /** The name of the rule as it stands in a config. */
    String type();

    /** The rule as it stands in a config. */
    Map<String, Object> toMap();

    /** Hyperband that compares runs at this iteration and at its multiples by powers of 3. */
    static Hyperband from(long minIter) {
        return new Hyperband(OptionalLong.of(minIter), OptionalLong.empty(), 0, 3, true);
    }

    /** Hyperband that compares runs at this iteration divided by 3, so many times over. */
    static Hyperband upTo(long maxIter, long brackets) {
        return new Hyperband(OptionalLong.empty(), OptionalLong.of(maxIter), brackets, 3, true);
    }

    /** Asynchronous successive halving that compares runs first at this iteration, then at three times as many. */
    static Asha asha(long minIter) {
        return new Asha(minIter, OptionalLong.empty(), 3);
    }

    /** Stops runs that are worse than half of those before them, from this iteration on. */
    static MedianStopping median(long minIter) {
        return new MedianStopping(minIter, MedianStopping.DEFAULT_MIN_RUNS);
    }

    /** The names of all rules. */
    static List<String> types() {
        return List.of("hyperband", "asha", "median");
    }

    /** The rule of a config that was checked. */
    static EarlyTerminate from(Map<?, ?> map) {
        return switch (String.valueOf(map.get("type")).toLowerCase(Locale.ROOT)) {
            case "asha" ->
                new Asha(whole(map.get("min_iter")).orElse(1), whole(map.get("max_iter")), real(map.get("eta"), 3));
            case "median" ->
                new MedianStopping(
                        whole(map.get("min_iter")).orElse(1),
                        whole(map.get("min_runs")).orElse(MedianStopping.DEFAULT_MIN_RUNS));
            default ->
                new Hyperband(
                        whole(map.get("min_iter")),
                        whole(map.get("max_iter")),
                        whole(map.get("s")).orElse(0),
                        real(map.get("eta"), 3),
                        !Boolean.FALSE.equals(map.get("strict")));
        };
    }

    private static OptionalLong whole(@Nullable Object value) {
        return value instanceof Number number ? OptionalLong.of(number.longValue()) : OptionalLong.empty();
    }

    private static double real(@Nullable Object value, double otherwise) {
        return value instanceof Number number ? number.doubleValue() : otherwise;
    }

    /** W&B's Hyperband: at a few iterations only the best part of the runs goes on.
     *
     * @param minIter the first iteration at which runs are compared; further ones follow by powers of eta
     * @param maxIter the iteration from which the compared ones are counted down; it wins over {@code minIter}
     * @param brackets how often {@code maxIter} is divided by eta ({@code s} in a config)
     * @param eta the best 1/eta of the runs survive each comparison
     * @param strict whether a run's value at the comparison counts; else its best value so far */
    record Hyperband(OptionalLong minIter, OptionalLong maxIter, long brackets, double eta, boolean strict)
            implements EarlyTerminate {
        /** The same with another eta. */
        public Hyperband withEta(double value) {
            return new Hyperband(minIter, maxIter, brackets, value, strict);
        }

        /** The same, strict or not. */
        public Hyperband withStrict(boolean value) {
            return new Hyperband(minIter, maxIter, brackets, eta, value);
        }

        @Override
        public String type() {
            return "hyperband";
        }

        @Override
        public Map<String, Object> toMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("type", type());
            minIter.ifPresent(value -> map.put("min_iter", value));
            maxIter.ifPresent(value -> map.put("max_iter", value));
            if (maxIter.isPresent()) {
                map.put("s", brackets);
            }
            map.put("eta", eta);
            map.put("strict", strict);
            return map;
        }
    }

    /** Asynchronous successive halving: a run that reaches a rung goes on only among the best of those that came so far.
     *
     * <p>Unlike Hyperband it decides nothing before eta runs have reached a rung, and nothing after the last rung; not
     * known to wandb.ai.
     *
     * @param minIter the first rung
     * @param maxIter how long a run lasts: rungs are below it
     * @param eta each rung is that many times the one before, and the best 1/eta of its runs go on */
    record Asha(long minIter, OptionalLong maxIter, double eta) implements EarlyTerminate {
        /** The same with rungs below this iteration only. */
        public Asha withMaxIter(long value) {
            return new Asha(minIter, OptionalLong.of(value), eta);
        }

        /** The same with another eta. */
        public Asha withEta(double value) {
            return new Asha(minIter, maxIter, value);
        }

        @Override
        public String type() {
            return "asha";
        }

        @Override
        public Map<String, Object> toMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("type", type());
            map.put("min_iter", minIter);
            maxIter.ifPresent(value -> map.put("max_iter", value));
            map.put("eta", eta);
            return map;
        }
    }

    /** Median stopping: a run whose best value is worse than the median of the averages that finished runs had so far.
     *
     * <p>Not known to wandb.ai.
     *
     * @param minIter the first iteration at which a run may be stopped
     * @param minRuns how many runs must have finished before */
    record MedianStopping(long minIter, long minRuns) implements EarlyTerminate {
        static final long DEFAULT_MIN_RUNS = 3;

        /** The same with another number of runs that must have finished. */
        public MedianStopping withMinRuns(long value) {
            return new MedianStopping(minIter, value);
        }

        @Override
        public String type() {
            return "median";
        }

        @Override
        public Map<String, Object> toMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("type", type());
            map.put("min_iter", minIter);
            map.put("min_runs", minRuns);
            return map;
        }
    }
}
