package io.wandb4j.sweeps;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/** One run of a sweep, as search and stopping see it.
 *
 * @param name the run's id
 * @param state the run's state
 * @param config the run's config in the protocol's shape: {@code {"lr": {"value": 0.1}}}
 * @param history the values of the sweep's metric, in the order logged; what is not a finite number does not count
 * @param summary the metric's value in the run's summary */
public record SweepRun(
        String name, RunState state, Map<String, ?> config, List<? extends Number> history, OptionalDouble summary) {
    public SweepRun {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(summary, "summary");
        config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
        history = finite(history);
    }

    /** A run that has logged nothing yet. */
    public static SweepRun of(String name, RunState state, Map<String, ?> config) {
        return new SweepRun(name, state, config, List.of(), OptionalDouble.empty());
    }

    /** The same run with these logged values of the metric, strings and other foreign values left out. */
    public SweepRun withHistory(List<?> values) {
        return new SweepRun(name, state, config, finite(values), summary);
    }

    /** The same run with this value of the metric in its summary. */
    public SweepRun withSummary(double value) {
        return new SweepRun(name, state, config, history, OptionalDouble.of(value));
    }

    private static List<Double> finite(List<?> values) {
        List<Double> numbers = new ArrayList<>(values.size());
        for (Object value : values) {
            if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
                numbers.add(number.doubleValue());
            }
        }
        return Collections.unmodifiableList(numbers);
    }
}
