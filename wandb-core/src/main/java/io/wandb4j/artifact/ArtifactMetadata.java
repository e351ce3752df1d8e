package io.wandb4j.artifact;

import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.json.Nesting;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns facts about an artifact into what the server takes. */
final class ArtifactMetadata {
    private ArtifactMetadata() {}

    static @Nullable Object clean(String artifact, String key, @Nullable Object value) {
        if (Nesting.isTooDeep(value)) {
            throw new UsageException("metadata '" + key + "' of artifact '" + artifact + "' is nested more than "
                    + Nesting.DEEPEST + " deep; does it contain itself?");
        }
        return copy(artifact, key, value);
    }

    private static @Nullable Object copy(String artifact, String key, @Nullable Object value) {
        if (value instanceof Double || value instanceof Float) {
            return number(artifact, key, ((Number) value).doubleValue());
        }
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((k, v) -> copy.put(String.valueOf(k), copy(artifact, key, v)));
            return copy;
        }
        if (value instanceof Collection<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(v -> copy.add(copy(artifact, key, v)));
            return copy;
        }
        return value instanceof CharSequence || value instanceof Enum<?> || value instanceof Character
                ? value.toString()
                : copy(artifact, key, plain(value));
    }

    /** Arrays, records and the like as lists and maps; anything else as text. */
    private static @Nullable Object plain(Object value) {
        try {
            return Json.MAPPER.convertValue(Json.read(Json.write(value)), Object.class);
        } catch (UncheckedIOException e) {
            return value.toString();
        }
    }

    private static @Nullable Double number(String artifact, String key, double value) {
        if (Double.isInfinite(value)) {
            throw new UsageException("metadata '" + key + "' of artifact '" + artifact + "' must not be infinite");
        }
        return Double.isNaN(value) ? null : value;
    }
}
