package io.wandb4j.server.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wandb4j.server.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        Map<String, Map<String, Integer>> counts = lines.keys(run);
        if (!keys.stream().allMatch(key -> isLogged(key, counts.keySet()))) {
            return List.of(); // without a look at all the lines, which may be a million
        }
        int samples = spec.path("samples").asInt(DEFAULT_SAMPLES);
        boolean whole = !spec.hasNonNull("minStep") && !spec.hasNonNull("maxStep");
        long window = window(run, keys, counts);
        if (whole && 2 * window * samples < run.historyLines()) {
            return probe(run, keys, samples, (int) window);
        }
        long from = spec.path("minStep").asLong(0);
        long until = spec.hasNonNull("maxStep") ? spec.path("maxStep").asLong() + 1 : Long.MAX_VALUE;
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        RowPick pick = new RowPick(keys);
        lines.eachHistory(run, from, until, line -> {
            Map<String, @Nullable Object> row = pick.from(line);
            if (row.size() == keys.size()) {
                rows.add(row);
            }
        });
        return thin(rows, samples);
    }

    // What is counted is leaves and media; one may ask for a group of them, or for a part of a medium.
    private static boolean isLogged(String key, Set<String> counted) {
        return counted.stream().anyMatch(it -> it.equals(key) || it.startsWith(key + ".") || key.startsWith(it + "."));
    }

    // Among so many lines in a row one probably holds all keys; for what is not counted by itself, that is all lines.
    private static long window(Run run, List<String> keys, Map<String, Map<String, Integer>> counts) {
        int rarest = keys.stream()
                .mapToInt(key -> counts.getOrDefault(key, Map.of()).values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .min()
                .orElse(0);
        return rarest == 0 ? run.historyLines() : 1 + 3L * run.historyLines() / rarest;
    }

    // A long history is not read whole to be thinned: it is looked into at even distances, its end included.
    private List<Map<String, @Nullable Object>> probe(Run run, List<String> keys, int samples, int window) {
        RowPick pick = new RowPick(keys);
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (long i = 0; i < samples - 1; i++) {
            long from = i * run.historyLines() / samples;
            first(pick, lines.historyWindow(run, from, from + window), keys.size())
                    .ifPresent(rows::add);
        }
        List<String> end = new ArrayList<>(lines.historyWindow(run, run.historyLines() - window, run.historyLines()));
        Collections.reverse(end);
        first(pick, end, keys.size()).ifPresent(rows::add);
        return rows;
    }

    private static Optional<Map<String, @Nullable Object>> first(RowPick pick, List<String> lines, int size) {
        return lines.stream().map(pick::from).filter(row -> row.size() == size).findFirst();
    }

    private static List<String> keys(ObjectNode spec) {
        List<String> keys = new ArrayList<>();
        spec.path("keys").forEach(key -> keys.add(key.asText()));
        return keys.stream().distinct().toList();
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
