package io.wandb4j.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.internal.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Samples of what a run recorded over time: its history, system metrics and console. */
final class RunRows {
    private final StoredRun.Details run;
    private final ServerReader server;

    RunRows(StoredRun.Details run, ServerReader server) {
        this.run = run;
        this.server = server;
    }

    /** Rows of the history, evenly spread: those that have values for all keys, and these only; all without keys. */
    List<Values> history(int samples, List<String> keys) {
        if (keys.isEmpty()) {
            JsonNode data = ask("RunFullHistory", QueryDocuments.FULL_HISTORY, Map.of("samples", samples));
            return values(data.at("/project/run/history"));
        }
        List<String> all = new ArrayList<>(List.of("_step"));
        all.addAll(keys);
        String spec = Json.write(Map.of("keys", all, "samples", samples));
        JsonNode data = ask("RunSampledHistory", QueryDocuments.SAMPLED_HISTORY, Map.of("specs", List.of(spec)));
        return values(data.at("/project/run/sampledHistory/0"));
    }

    /** Samples of the system metrics, evenly spread. */
    List<Values> systemMetrics(int samples) {
        return values(ask("RunFullHistory", QueryDocuments.EVENTS, Map.of("samples", samples))
                .at("/project/run/events"));
    }

    /** The last lines of the console. */
    List<ConsoleLine> lastLines(int count) {
        List<ConsoleLine> lines = new ArrayList<>();
        ask("RunConsoleLogTail", QueryDocuments.CONSOLE_TAIL, Map.of("last", count))
                .at("/project/run/logLines/edges")
                .forEach(edge -> lines.add(ConsoleLine.of(edge.path("node"))));
        return lines;
    }

    private static List<Values> values(JsonNode rows) {
        List<Values> values = new ArrayList<>();
        rows.forEach(row -> values.add(Values.of(row)));
        return values;
    }

    private JsonNode ask(String operation, String document, Map<String, ?> more) {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>(more);
        variables.put("entity", run.entity());
        variables.put("project", run.project());
        variables.put("name", run.id());
        return server.ask(operation, document, variables);
    }
}
