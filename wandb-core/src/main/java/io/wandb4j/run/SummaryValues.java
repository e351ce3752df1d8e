package io.wandb4j.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.record.RawJson;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Frozen values as a caller reads them. */
final class SummaryValues {
    private SummaryValues() {}

    static Map<String, @Nullable Object> readable(Map<String, ? extends @Nullable Object> frozen) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        frozen.forEach((key, value) -> values.put(key, readable(value)));
        return values;
    }

    private static @Nullable Object readable(@Nullable Object value) {
        if (value instanceof RawJson raw) {
            return parsed(raw);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, inner) -> copy.put(String.valueOf(key), readable(inner)));
            return copy;
        }
        return value;
    }

    private static Object parsed(RawJson raw) {
        try {
            return Json.MAPPER.readValue(raw.text(), Object.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("own JSON cannot be read: " + raw.text(), e);
        }
    }
}
