package io.wandb4j.server.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wandb4j.server.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Points of chosen keys: the rows that hold all of them, thinned evenly. */
public final class SampledHistory {

    private static final int DEFAULT_SAMPLES = 500;

    private final RunLines lines;

    /** Reads from these lines. */
    public SampledHistory(RunLines lines) {
        this.lines = lines;
    }

    /** The rows that a specification such as {@code {"keys":["_step","loss"],"samples":500}} asks for. */
    public List<Map<String, @Nullable Object>> rows(Run run, String specification) {
        ObjectNode spec = Json.object(specification, "a history specification");
        List<String> keys = keys(spec);
        if (keys.isEmpty()) {
            return List.of(); // who wants the runs without their history sends {}
        }
        long from = spec.path("minStep").asLong(0);
        long until = spec.hasNonNull("maxStep") ? spec.path("maxStep").asLong() + 1 : Long.MAX_VALUE;
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        lines.eachHistory(run, from, until, line -> {
            Map<String, @Nullable Object> row = pick(Json.stored(line), keys);
            if (row.size() == keys.size()) {
                rows.add(row);
            }
        });
        return thin(rows, spec.path("samples").asInt(DEFAULT_SAMPLES));
    }

    private static List<String> keys(ObjectNode spec) {
        List<String> keys = new ArrayList<>();
        spec.path("keys").forEach(key -> keys.add(key.asText()));
        return keys.stream().distinct().toList();
    }

    private static Map<String, @Nullable Object> pick(ObjectNode line, List<String> keys) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (String key : keys) {
            JsonNode value = RunFields.inside(line, key);
            if (!value.isMissingNode()) {
                row.put(key, Json.plain(value));
            }
        }
        return row;
    }

    private static <T> List<T> thin(List<T> rows, int samples) {
        if (rows.size() <= samples || samples < 2) {
            return samples < 1 ? List.of() : rows.subList(0, samples == 1 ? Math.min(1, rows.size()) : rows.size());
        }
        List<T> thinned = new ArrayList<>();
        for (long i = 0; i < samples; i++) {
            thinned.add(rows.get((int) (i * (rows.size() - 1) / (samples - 1))));
        }
        return thinned;
    }
}
