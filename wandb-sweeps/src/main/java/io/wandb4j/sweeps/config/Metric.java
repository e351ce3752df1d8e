package io.wandb4j.sweeps.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What a sweep optimizes.
 *
 * @param name the name under which runs log it
 * @param goal which way is better
 * @param target the sweep is done when a run reaches this value
 * @param impute what counts for a run that failed, crashed or was killed
 * @param imputeWhileRunning what counts for a run that still runs; empty: such a run waits */
public record Metric(
        String name, Goal goal, OptionalDouble target, Impute impute, Optional<Impute> imputeWhileRunning) {
    public Metric {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(goal, "goal");
    }

    /** A metric without a target. */
    public static Metric of(String name, Goal goal) {
        return new Metric(name, goal, OptionalDouble.empty(), Impute.WORST, Optional.empty());
    }

    /** The same metric, with a value that ends the sweep when a run reaches it. */
    public Metric withTarget(double value) {
        return new Metric(name, goal, OptionalDouble.of(value), impute, imputeWhileRunning);
    }

    /** Whether a run that logged this value ends the sweep. */
    public boolean isReachedBy(double value) {
        return target.isPresent()
                && (goal == Goal.MINIMIZE ? value <= target.getAsDouble() : value >= target.getAsDouble());
    }

    static Metric from(Map<?, ?> map) {
        Object target = map.get("target");
        return new Metric(
                String.valueOf(map.get("name")),
                choice(Goal.class, map.get("goal"), Goal.MINIMIZE),
                target instanceof Number number ? OptionalDouble.of(number.doubleValue()) : OptionalDouble.empty(),
                choice(Impute.class, map.get("impute"), Impute.WORST),
                "false".equals(map.get("impute_while_running"))
                        ? Optional.empty()
                        : Optional.ofNullable(map.get("impute_while_running"))
                                .map(value -> choice(Impute.class, value, Impute.WORST)));
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", name);
        map.put("goal", goal.wireName());
        target.ifPresent(value -> map.put("target", value));
        if (impute != Impute.WORST) {
            map.put("impute", impute.wireName());
        }
        imputeWhileRunning.ifPresent(value -> map.put("impute_while_running", value.wireName()));
        return map;
    }

    private static <E extends Enum<E>> E choice(Class<E> kind, @Nullable Object value, E otherwise) {
        return value == null ? otherwise : Enum.valueOf(kind, value.toString().toUpperCase(Locale.ROOT));
    }
}
