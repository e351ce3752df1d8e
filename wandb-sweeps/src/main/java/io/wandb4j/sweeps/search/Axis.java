package io.wandb4j.sweeps.search;

import io.wandb4j.sweeps.config.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One dimension of the search space: a parameter that has a value of its own, and the groups around it.
 *
 * @param path the names from the outermost group down to the parameter */
record Axis(List<String> path, Parameter.Leaf parameter) {
    /** The dimensions of the parameters, by name at every level. */
    static List<Axis> of(Map<String, Parameter> parameters) {
        List<Axis> axes = new ArrayList<>();
        collect(List.of(), parameters, axes);
        return axes;
    }

    /** The configuration with these values of the dimensions, in the protocol's shape. */
    static Map<String, Object> configuration(List<Axis> axes, List<?> values) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        for (int i = 0; i < axes.size(); i++) {
            axes.get(i).put(plain, values.get(i));
        }
        Map<String, Object> wrapped = new LinkedHashMap<>();
        plain.forEach((name, value) -> {
            Map<String, @Nullable Object> holder = new LinkedHashMap<>();
            holder.put("value", value);
            wrapped.put(name, holder);
        });
        return wrapped;
    }

    /** The value that a run's config holds in this dimension; empty where it holds none, and for null a null inside. */
    Optional<Held> heldBy(Map<String, ?> config) {
        Object node = config.get(path.get(0)) instanceof Map<?, ?> holder && holder.containsKey("value")
                ? holder.get("value")
                : Held.NOTHING;
        for (String name : path.subList(1, path.size())) {
            node = node instanceof Map<?, ?> group && group.containsKey(name) ? group.get(name) : Held.NOTHING;
        }
        return node == Held.NOTHING ? Optional.empty() : Optional.of(new Held(node));
    }

    private static void collect(List<String> groups, Map<String, Parameter> parameters, List<Axis> axes) {
        new TreeMap<>(parameters).forEach((name, parameter) -> {
            List<String> path = new ArrayList<>(groups);
            path.add(name);
            if (parameter instanceof Parameter.Nested nested) {
                collect(path, nested.parameters(), axes);
            } else if (parameter instanceof Parameter.Leaf leaf) {
                axes.add(new Axis(List.copyOf(path), leaf));
            }
        });
    }

    @SuppressWarnings("unchecked") // every inner map is one that this method made
    private void put(Map<String, @Nullable Object> root, @Nullable Object value) {
        Map<String, @Nullable Object> group = root;
        for (String name : path.subList(0, path.size() - 1)) {
            group = (Map<String, @Nullable Object>) group.computeIfAbsent(name, key -> new LinkedHashMap<>());
        }
        group.put(path.get(path.size() - 1), value);
    }

    /** A value that a run holds, which may be null. */
    record Held(@Nullable Object value) {
        private static final Object NOTHING = new Object();
    }
}
