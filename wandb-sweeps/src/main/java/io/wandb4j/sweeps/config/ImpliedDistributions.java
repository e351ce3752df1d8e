package io.wandb4j.sweeps.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes into a config the distributions that its bounds imply.
 *
 * <p>A reader that knows one kind of number only would take {min: 0.0, max: 1.0} for whole numbers. */
final class ImpliedDistributions {
    private ImpliedDistributions() {}

    static Map<String, Object> writtenOut(Map<String, Object> config) {
        Map<String, Object> filled = new LinkedHashMap<>(config);
        filled.computeIfPresent("parameters", (key, group) -> ofGroup((Map<?, ?>) group));
        return Collections.unmodifiableMap(filled);
    }

    private static Map<String, Object> ofGroup(Map<?, ?> group) {
        Map<String, Object> filled = new LinkedHashMap<>();
        group.forEach((name, parameter) -> filled.put(String.valueOf(name), ofParameter((Map<?, ?>) parameter)));
        return Collections.unmodifiableMap(filled);
    }

    private static Map<String, Object> ofParameter(Map<?, ?> parameter) {
        Map<String, Object> filled = new LinkedHashMap<>();
        parameter.forEach((key, value) -> filled.put(String.valueOf(key), value));
        if (parameter.get("parameters") instanceof Map<?, ?> inner) {
            filled.put("parameters", ofGroup(inner));
        } else if (parameter.containsKey("min")) {
            Distribution.inferred(parameter).ifPresent(kind -> filled.putIfAbsent("distribution", kind.wireName()));
        }
        return Collections.unmodifiableMap(filled);
    }
}
