package io.wandb4j.run;

import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.json.Nesting;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Copies of config values, so that nothing the caller may still change is kept. */
final class ConfigValues {
    private ConfigValues() {}

    /** A copy made of maps, lists, text, numbers, booleans and null; other objects become what they map to, or text. */
    static @Nullable Object copy(String key, @Nullable Object value) {
        if (value == null || value instanceof Boolean || value instanceof String || isNan(value)) {
            return value == null || isNan(value) ? null : value;
        }
        if (value instanceof Number number) {
            return number instanceof AtomicInteger || number instanceof AtomicLong ? number.longValue() : number;
        }
        if (value instanceof Enum<?> || value instanceof CharSequence || value instanceof Character) {
            return value.toString();
        }
        if (Nesting.isTooDeep(value)) {
            throw new UsageException("\"" + key + "\" of the config is nested more than " + Nesting.DEEPEST
                    + " deep; does it contain itself?");
        }
        return structure(value);
    }

    /** The new value, laid leaf by leaf over the old one where both are maps. */
    static @Nullable Object merge(@Nullable Object before, @Nullable Object update) {
        if (!(before instanceof Map<?, ?> old) || !(update instanceof Map<?, ?> added)) {
            return update;
        }
        Map<String, @Nullable Object> merged = new LinkedHashMap<>();
        old.forEach((key, value) -> merged.put(String.valueOf(key), value));
        added.forEach((key, value) -> {
            String name = String.valueOf(key);
            merged.put(name, merge(merged.get(name), value));
        });
        return Collections.unmodifiableMap(merged);
    }

    private static Object structure(Object value) {
        try {
            return Json.MAPPER.convertValue(value, Object.class);
        } catch (IllegalArgumentException e) {
            return value.toString();
        }
    }

    // a NaN in a config becomes null, as in the official client; infinities stay
    private static boolean isNan(Object value) {
        return (value instanceof Double d && d.isNaN()) || (value instanceof Float f && f.isNaN());
    }
}
