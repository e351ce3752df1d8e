package io.wandb4j.query;

import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.json.Json;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A condition that runs fulfil or not; made from {@link RunField}s, or written in the manner of MongoDB.
 *
 * @param conditions such as {@code {"config.lr": {"$gt": 0.1}}}; none is fulfilled by all runs */
public record RunFilter(Map<String, ? extends @Nullable Object> conditions) {
    /** Copies the conditions. */
    public RunFilter {
        conditions = Collections.unmodifiableMap(new LinkedHashMap<>(conditions));
    }

    /** The condition that a text in JSON states.
     *
     * @throws UsageException if it is no JSON object */
    public static RunFilter ofJson(String json) {
        try {
            if (Json.read(json).isObject()) {
                return new RunFilter(Values.of(Json.read(json)).asMap());
            }
        } catch (UncheckedIOException e) {
            throw new UsageException("a filter must be JSON: " + json, e);
        }
        throw new UsageException("a filter must be a JSON object, such as {\"state\": \"finished\"}, not " + json);
    }

    /** Both conditions. */
    public RunFilter and(RunFilter other) {
        return new RunFilter(Map.of("$and", List.of(conditions, other.conditions)));
    }

    /** At least one of the conditions. */
    public RunFilter or(RunFilter other) {
        return new RunFilter(Map.of("$or", List.of(conditions, other.conditions)));
    }

    /** The opposite. */
    public RunFilter not() {
        return new RunFilter(Map.of("$nor", List.of(conditions)));
    }
}
