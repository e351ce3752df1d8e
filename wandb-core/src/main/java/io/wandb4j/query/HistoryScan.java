package io.wandb4j.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.internal.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads every row of a run's history, a range of steps at a time.
 *
 * <p>The server thins out a range that has more rows than were asked for; so where a range may have been thinned out, a
 * smaller one is asked for, and where rows are rare, larger ones. */
final class HistoryScan implements PageIterator.Source<Values> {
    private static final int ROWS = 1000;
    private static final long WIDEST = 1L << 40;

    private final ServerReader server;
    private final StoredRun run;
    private final long minStep;
    private final List<String> keys;
    private long endStep;
    private long width = ROWS;

    /** @param minStep the first step
     * @param maxStep the step behind the last
     * @param keys what rows must have; none for all rows and values */
    HistoryScan(ServerReader server, StoredRun run, long minStep, long maxStep, List<String> keys) {
        this.server = server;
        this.run = run;
        this.minStep = minStep;
        this.endStep = maxStep;
        this.keys = keys;
    }

    @Override
    public PageIterator.Page<Values> page(@Nullable String cursor) {
        if (cursor == null) {
            endStep = Math.min(endStep, lastStep() + 1);
        }
        long from = cursor == null ? minStep : Long.parseLong(cursor);
        if (from >= endStep) {
            return new PageIterator.Page<>(List.of(), null);
        }
        List<Values> rows = rows(from, Math.min(endStep, from + width));
        while (rows.size() >= ROWS && width > ROWS) {
            width = ROWS;
            rows = rows(from, Math.min(endStep, from + width));
        }
        long next = from + width;
        width = rows.size() * 4 < ROWS ? Math.min(WIDEST, width * 4) : width;
        return new PageIterator.Page<>(rows, next < endStep ? Long.toString(next) : null);
    }

    private long lastStep() {
        JsonNode data = server.ask(
                "RunHistoryKeys",
                QueryDocuments.HISTORY_KEYS,
                Map.of("entity", run.entity(), "project", run.project(), "name", run.id()));
        JsonNode keys = data.at("/project/run/historyKeys");
        JsonNode tree = keys.isTextual() ? Json.read(keys.textValue()) : keys;
        return tree.path("lastStep").asLong(-1);
    }

    private List<Values> rows(long from, long to) {
        List<Values> rows = new ArrayList<>();
        Map<String, Object> variables =
                new HashMap<>(Map.of("entity", run.entity(), "project", run.project(), "name", run.id()));
        if (keys.isEmpty()) {
            variables.putAll(Map.of("run", run.id(), "minStep", from, "maxStep", to, "pageSize", ROWS));
            server.ask("HistoryPage", QueryDocuments.HISTORY_PAGE, variables)
                    .at("/project/run/history")
                    .forEach(row -> rows.add(Values.of(row)));
            return rows;
        }
        // Servers do not agree whether the last step belongs to the range: room for one row more.
        Map<String, Object> spec = Map.of("keys", withStep(), "minStep", from, "maxStep", to, "samples", ROWS + 1);
        variables.put("specs", List.of(Json.write(spec)));
        server.ask("RunSampledHistory", QueryDocuments.SAMPLED_HISTORY, variables)
                .at("/project/run/sampledHistory/0")
                .forEach(row -> rows.add(Values.of(row)));
        rows.removeIf(row -> row.integer("_step").orElse(from) >= to);
        return rows;
    }

    private List<String> withStep() {
        List<String> all = new ArrayList<>(keys);
        if (!all.contains("_step")) {
            all.add(0, "_step");
        }
        return all;
    }
}
