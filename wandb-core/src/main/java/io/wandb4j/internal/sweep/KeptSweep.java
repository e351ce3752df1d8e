package io.wandb4j.internal.sweep;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wandb4j.internal.json.Json;
import io.wandb4j.sweeps.RunState;
import io.wandb4j.sweeps.config.SweepConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** A sweep without a server: what it tries, and what became of its runs.
 *
 * @param entity the owner of the project; empty if nobody was named
 * @param seed what the search starts from
 * @param over whether there is no more to try
 * @param runs the oldest first */
public record KeptSweep(
        String id, String entity, String project, SweepConfig config, long seed, boolean over, List<KeptRun> runs) {
    private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {};

    /** Copies the runs. */
    public KeptSweep {
        runs = List.copyOf(runs);
    }

    /** The run of that id. */
    public Optional<KeptRun> run(String runId) {
        return runs.stream().filter(run -> run.id().equals(runId)).findFirst();
    }

    /** The same sweep with another run at the end. */
    public KeptSweep plus(KeptRun run) {
        List<KeptRun> more = new ArrayList<>(runs);
        more.add(run);
        return new KeptSweep(id, entity, project, config, seed, over, more);
    }

    /** The same sweep with each run as it is now. */
    public KeptSweep with(UnaryOperator<KeptRun> change) {
        return new KeptSweep(
                id,
                entity,
                project,
                config,
                seed,
                over,
                runs.stream().map(change).toList());
    }

    /** The same sweep, done. */
    public KeptSweep done() {
        return new KeptSweep(id, entity, project, config, seed, true, runs);
    }

    /** What the next draw is made from: the n-th number of the sweep's own sequence seeds the n-th draw. */
    public RandomGenerator generator() {
        return new SplittableRandom(
                new SplittableRandom(seed).longs().skip(runs.size()).findFirst().orElseThrow());
    }

    String toJson() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("version", 1)
                .put("id", id)
                .put("entity", entity)
                .put("project", project)
                .put("config", config.toYaml())
                .put("seed", seed)
                .put("state", over ? "FINISHED" : "RUNNING");
        ArrayNode all = json.putArray("runs");
        for (KeptRun run : runs) {
            all.addObject()
                    .put("id", run.id())
                    .put("state", run.state().wireName())
                    .put("stopped", run.stopped())
                    .put("agent", run.agent())
                    .set("values", Json.MAPPER.valueToTree(run.values()));
        }
        return json.toPrettyString();
    }

    /** Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException if something is missing or wrong
     * @throws java.io.UncheckedIOException if it is no JSON */
    static KeptSweep fromJson(String text) {
        JsonNode json = Json.read(text);
        List<KeptRun> runs = new ArrayList<>();
        for (JsonNode run : json.required("runs")) {
            runs.add(new KeptRun(
                    run.required("id").asText(),
                    state(run.required("state").asText()),
                    run.required("stopped").booleanValue(),
                    run.required("agent").intValue(),
                    Json.MAPPER.convertValue(run.required("values"), VALUES)));
        }
        return new KeptSweep(
                json.required("id").asText(),
                json.required("entity").asText(),
                json.required("project").asText(),
                SweepConfig.parse(json.required("config").asText()),
                json.required("seed").longValue(),
                json.required("state").asText().equals("FINISHED"),
                runs);
    }

    private static RunState state(String name) {
        return RunState.named(name).orElseThrow(() -> new IllegalArgumentException("no run is " + name));
    }
}
