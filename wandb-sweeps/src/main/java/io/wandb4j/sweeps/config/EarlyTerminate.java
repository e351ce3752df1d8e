package io.wandb4j.sweeps.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** When Hyperband looks at the runs of a sweep, and how strict it is.
 *
 * @param minIter the first iteration at which runs are compared; further ones follow by powers of eta
 * @param maxIter the iteration from which the compared ones are counted down; it wins over {@code minIter}
 * @param brackets how often {@code maxIter} is divided by eta ({@code s} in a config)
 * @param eta the best 1/eta of the runs survive each comparison
 * @param strict whether a run's value at the comparison counts; else its best value so far */
public record EarlyTerminate(OptionalLong minIter, OptionalLong maxIter, long brackets, double eta, boolean strict) {
    private static final double DEFAULT_ETA = 3;

    /** Hyperband that compares runs at this iteration and at its multiples by powers of 3. */
    public static EarlyTerminate from(long minIter) {
        return new EarlyTerminate(OptionalLong.of(minIter), OptionalLong.empty(), 0, DEFAULT_ETA, true);
    }

    /** Hyperband that compares runs at this iteration divided by 3, so many times over. */
    public static EarlyTerminate upTo(long maxIter, long brackets) {
        return new EarlyTerminate(OptionalLong.empty(), OptionalLong.of(maxIter), brackets, DEFAULT_ETA, true);
    }

    /** The same with another eta. */
    public EarlyTerminate withEta(double value) {
        return new EarlyTerminate(minIter, maxIter, brackets, value, strict);
    }

    /** The same, strict or not. */
    public EarlyTerminate withStrict(boolean value) {
        return new EarlyTerminate(minIter, maxIter, brackets, eta, value);
    }

    static EarlyTerminate from(Map<?, ?> map) {
        return new EarlyTerminate(
                whole(map.get("min_iter")),
                whole(map.get("max_iter")),
                whole(map.get("s")).orElse(0),
                map.get("eta") instanceof Number eta ? eta.doubleValue() : DEFAULT_ETA,
                !Boolean.FALSE.equals(map.get("strict")));
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("type", "hyperband");
        minIter.ifPresent(value -> map.put("min_iter", value));
        maxIter.ifPresent(value -> map.put("max_iter", value));
        if (maxIter.isPresent()) {
            map.put("s", brackets);
        }
        map.put("eta", eta);
        map.put("strict", strict);
        return map;
    }

    private static OptionalLong whole(@Nullable Object value) {
        return value instanceof Number number ? OptionalLong.of(number.longValue()) : OptionalLong.empty();
    }
}
