package io.wandb4j.sweeps.config;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies a tree of maps, lists, strings, numbers, booleans and nulls into one that nobody can change. */
final class Values {
    private final List<Problem> problems;

    Values(List<Problem> problems) {
        this.problems = problems;
    }

    @Nullable
    Object copy(String path, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return copyMap(path, map);
        }
        if (value instanceof Collection<?> collection) {
            return copyAll(path, collection);
        }
        return value == null || value instanceof String || value instanceof Boolean ? value : number(path, value);
    }

    Map<String, Object> copyMap(String path, Map<?, ?> map) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (!(key instanceof String)) {
                problems.add(Problem.of(path, key, "the key " + Problem.shown(key) + " must be a string"));
            }
            String name = String.valueOf(key);
            copy.put(name, copy(path.isEmpty() ? name : path + "." + name, value));
        });
        return Collections.unmodifiableMap(copy);
    }

    private List<Object> copyAll(String path, Collection<?> values) {
        List<@Nullable Object> copy = new ArrayList<>(values.size());
        for (Object value : values) {
            copy.add(copy(path + "[" + copy.size() + "]", value));
        }
        return Collections.unmodifiableList(copy);
    }

    private @Nullable Object number(String path, Object value) {
        if (value instanceof Integer
                || value instanceof Long
                || value instanceof Double
                || value instanceof BigInteger) {
            return value;
        }
        if (value instanceof Byte || value instanceof Short) {
            return ((Number) value).intValue();
        }
        if (value instanceof Number) {
            return Double.valueOf(value.toString()); // 0.1f means 0.1, not its binary neighbour
        }
        String kind = value.getClass().getName();
        problems.add(Problem.of(path, value, "a " + kind + " is not a string, number, boolean, list or map"));
        return null;
    }
}
