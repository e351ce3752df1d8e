package io.wandb4j.sweep;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.internal.json.Json;
import io.wandb4j.sweeps.RunState;
import io.wandb4j.sweeps.SweepRun;
import io.wandb4j.sweeps.config.Metric;
import io.wandb4j.sweeps.config.SweepConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** A sweep of a server at one moment, as its controller sees it.
 *
 * @param place where it is
 * @param storageId the server's own handle for it
 * @param controller JSON: what the controller wants
 * @param claimed which of the controller's entries the server has made a run of
 * @param begun those of them whose run has begun
 * @param stopped the runs that were told to stop
 * @param runs the oldest first */
record ControlledSweep(
        SweepService.Stored place,
        String storageId,
        String state,
        SweepConfig config,
        String controller,
        Set<String> claimed,
        Set<String> begun,
        Set<String> stopped,
        List<SweepRun> runs) {
    static final TypeReference<Map<String, Object>> CONFIG = new TypeReference<>() {};

    static ControlledSweep of(SweepService.Stored place, SweepConfig config, JsonNode sweep) {
        List<SweepRun> runs = new ArrayList<>();
        Set<String> stopped = new HashSet<>();
        Set<String> waiting = new HashSet<>();
        for (JsonNode edge : sweep.at("/runs/edges")) {
            SweepRun run = run(edge.path("node"), config);
            runs.add(run);
            if (edge.at("/node/stopped").asBoolean()) {
                stopped.add(run.name());
            }
            if (run.state() == RunState.PENDING) {
                waiting.add(run.name());
            }
        }
        Set<String> claimed = new HashSet<>();
        Set<String> begun = new HashSet<>();
        for (JsonNode entry : json(sweep.path("scheduler")).path("scheduled")) {
            claimed.add(entry.path("id").asText());
            if (!waiting.contains(entry.path("runid").asText())) {
                begun.add(entry.path("id").asText());
            }
        }
        return new ControlledSweep(
                place,
                sweep.path("id").asText(),
                sweep.path("state").asText(),
                config,
                json(sweep.path("controller")).toString(),
                claimed,
                begun,
                stopped,
                runs);
    }

    private static SweepRun run(JsonNode node, SweepConfig config) {
        String metric = config.metric().map(Metric::name).orElse("");
        List<Number> history = new ArrayList<>();
        for (JsonNode samples : node.path("sampledHistory")) {
            samples.forEach(row -> {
                if (row.path(metric).isNumber()) {
                    history.add(row.path(metric).numberValue());
                }
            });
        }
        JsonNode summary = inside(json(node.path("summaryMetrics")), metric);
        return new SweepRun(
                node.path("name").asText(),
                RunState.named(node.path("state").asText()).orElse(RunState.RUNNING),
                Json.MAPPER.convertValue(json(node.path("config")), CONFIG),
                history,
                summary.isNumber() ? OptionalDouble.of(summary.asDouble()) : OptionalDouble.empty());
    }

    private static JsonNode inside(JsonNode summary, String metric) {
        if (summary.has(metric)) {
            return summary.path(metric);
        }
        int dot = metric.indexOf('.');
        return dot < 0
                ? summary.path(metric)
                : inside(summary.path(metric.substring(0, dot)), metric.substring(dot + 1));
    }

    /** What a field that holds JSON as text says; an empty object if it is not there. */
    private static JsonNode json(JsonNode text) {
        return text.isTextual() && !text.asText().isBlank() ? Json.read(text.asText()) : Json.MAPPER.createObjectNode();
    }
}
