package io.wandb4j.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import io.wandb4j.server.graphql.Arguments;
import io.wandb4j.server.graphql.Connection;
import io.wandb4j.server.graphql.TypeFields;
import io.wandb4j.server.graphql.Wiring;
import io.wandb4j.server.json.Json;
import io.wandb4j.server.run.ConsoleLine;
import io.wandb4j.server.run.Run;
import io.wandb4j.server.run.RunFields;
import io.wandb4j.server.run.RunLines;
import io.wandb4j.server.run.SampledHistory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** What a run logged: history, system metrics, console lines. */
public final class HistoryWiring implements Wiring {

    private static final int DEFAULT_SAMPLES = 500;
    private static final int MAX_LOG_LINES = 10_000;

    private final RunLines lines;
    private final SampledHistory sampled;

    /** Answers from these lines. */
    public HistoryWiring(RunLines lines, SampledHistory sampled) {
        this.lines = lines;
        this.sampled = sampled;
    }

    @Override
    public Set<String> features() {
        return Set.of("STRUCTURED_CONSOLE_LOGS");
    }

    @Override
    public void addTo(RuntimeWiring.Builder wiring) {
        TypeFields.of("Run", Run.class)
                .field("historyTail", run -> Json.text(lines.historyTail(run)))
                .field("eventsTail", run -> Json.text(lines.eventsTail(run)))
                .field("historyKeys", this::keys)
                .field("history", this::history)
                .field("events", (run, environment) -> lines.sampledEvents(run, samples(environment)))
                .field("sampledHistory", this::sampledHistory)
                .field("parquetHistory", run -> Map.of("parquetUrls", List.of(), "liveData", List.of()))
                .field("logLines", this::logLines)
                .addTo(wiring);
    }

    private List<String> history(Run run, DataFetchingEnvironment environment) {
        Arguments arguments = Arguments.of(environment);
        Long from = arguments.number("minStep");
        Long until = arguments.number("maxStep");
        if (from == null && until == null) {
            return lines.sampledHistory(run, samples(environment));
        }
        return lines.history(run, from == null ? 0 : from, until == null ? Long.MAX_VALUE : until);
    }

    private List<Object> sampledHistory(Run run, DataFetchingEnvironment environment) {
        List<Object> results = new ArrayList<>();
        List<String> specifications = Arguments.of(environment).texts("specs");
        if (specifications != null) {
            specifications.forEach(spec -> results.add(sampled.rows(run, spec)));
        }
        return results;
    }

    private @Nullable Map<String, Object> keys(Run run) {
        Long lastStep = run.lastStep();
        if (lastStep == null) {
            return null;
        }
        Map<String, Object> keys = new LinkedHashMap<>();
        ObjectNode summary = Json.stored(run.summary());
        lines.keys(run).forEach((key, types) -> keys.put(key, keyInfo(types, RunFields.inside(summary, key))));
        return Map.of("sets", List.of(), "keys", keys, "lastStep", lastStep);
    }

    private static Map<String, Object> keyInfo(Map<String, Integer> types, JsonNode last) {
        Map<String, Object> info = new LinkedHashMap<>(Map.of("typeCounts", typeCounts(types)));
        if (last.isValueNode()) {
            info.put("previousValue", last);
        }
        return info;
    }

    private static List<Map<String, Object>> typeCounts(Map<String, Integer> types) {
        List<Map<String, Object>> counts = new ArrayList<>();
        types.forEach((type, count) -> counts.add(Map.of("type", type, "count", count)));
        return counts;
    }

    private Connection<ConsoleLine> logLines(Run run, DataFetchingEnvironment environment) {
        Arguments arguments = Arguments.of(environment);
        Long last = arguments.number("last");
        if (last == null) {
            return Connection.range(run.logLines(), arguments, (from, until) -> console(run, from, until));
        }
        long count = Math.max(0, Math.min(last, MAX_LOG_LINES));
        return Connection.all(console(run, Math.max(0, run.logLines() - count), run.logLines()));
    }

    // A client writes lines in no fixed order: one that is not here yet shows as empty.
    private List<ConsoleLine> console(Run run, long from, long until) {
        Map<Long, String> texts = lines.console(run, from, until);
        return LongStream.range(from, until)
                .mapToObj(number -> ConsoleLine.parse(number, texts.getOrDefault(number, "")))
                .toList();
    }

    private static int samples(DataFetchingEnvironment environment) {
        return (int) Math.min(Integer.MAX_VALUE, Arguments.of(environment).number("samples", DEFAULT_SAMPLES));
    }
}
