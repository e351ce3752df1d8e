package io.wandb4j.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.wandb4j.errors.UsageException;
import io.wandb4j.sweeps.config.SweepConfig;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A sweep as the server keeps it, at the moment when it was read.
 *
 * <p>Immutable; its runs are fetched when they are asked for. Safe for use by several threads. */
public final class StoredSweep {
    private static final YAMLMapper YAML = new YAMLMapper();

    private final String entity;
    private final String project;
    private final String id;
    private final String storageId;
    private final String state;
    private final Optional<String> name;
    private final Values config;
    private final ServerReader server;

    private StoredSweep(
            String entity,
            String project,
            String id,
            String storageId,
            String state,
            Optional<String> name,
            Values config,
            ServerReader server) {
        this.entity = entity;
        this.project = project;
        this.id = id;
        this.storageId = storageId;
        this.state = state;
        this.name = name;
        this.config = config;
        this.server = server;
    }

    static StoredSweep of(String entity, String project, JsonNode node, ServerReader server) {
        return new StoredSweep(
                entity,
                project,
                node.path("name").asText(),
                node.path("id").asText(),
                node.path("state").asText(),
                ServerReader.text(node, "displayName"),
                Values.of(yaml(node.path("config").asText(""))),
                server);
    }

    /** Who owns the project. */
    public String entity() {
        return entity;
    }

    /** Where the sweep lies. */
    public String project() {
        return project;
    }

    /** The sweep's id. */
    public String id() {
        return id;
    }

    /** {@code PENDING}, {@code RUNNING}, {@code PAUSED}, {@code FINISHED}, {@code CANCELED} ... */
    public String state() {
        return state;
    }

    /** The name that people gave it, if any. */
    public Optional<String> name() {
        return name.or(() -> config.text("name"));
    }

    /** The configuration. */
    public Values config() {
        return config;
    }

    /** {@code entity/project/id}. */
    public String path() {
        return entity + "/" + project + "/" + id;
    }

    /** All runs, the oldest first; fetched while the stream is read. */
    public Stream<StoredRun> runs() {
        return server.runs(entity, project, RunQuery.ofSweep(id));
    }

    /** The run whose summary has the best value of the sweep's metric; empty if none has one. */
    public Optional<StoredRun> bestRun() {
        Object metric = config.get("metric").orElse(null);
        if (!(metric instanceof Map<?, ?> map) || !(map.get("name") instanceof String key)) {
            return Optional.empty();
        }
        Comparator<StoredRun> byValue =
                Comparator.comparingDouble(run -> run.summary().number(key).orElse(Double.NaN));
        Comparator<StoredRun> bestFirst = "maximize".equals(map.get("goal")) ? byValue.reversed() : byValue;
        // Compared here: where a server sorts runs without a value is its own affair.
        return runs().filter(run -> Double.isFinite(run.summary().number(key).orElse(Double.NaN)))
                .min(bestFirst);
    }

    /** Hands out no more runs until {@link #resume}; those under way go on. Agents learn of it with their next heartbeat.
     *
     * @throws UsageException if the sweep has not begun, or is over */
    public void pause() {
        if (!state.equals("RUNNING") && !state.equals("PAUSED")) {
            throw new UsageException("Cannot pause " + state.toLowerCase(Locale.ROOT) + " sweep.");
        }
        become("PAUSED");
    }

    /** Hands out runs again, also if the sweep was over. */
    public void resume() {
        become("RUNNING");
    }

    /** Hands out no more runs, for good; those under way go on to their end.
     *
     * @throws UsageException if the sweep is over */
    public void stop() {
        end("FINISHED");
    }

    /** Hands out no more runs, and stops those under way with the next heartbeat of their agents.
     *
     * @throws UsageException if the sweep is over */
    public void cancel() {
        end("CANCELED");
    }

    /** Gives the sweep another configuration; the runs that it has stay as they are.
     *
     * @throws io.wandb4j.errors.WandbException if the server refuses it */
    public void update(SweepConfig newConfig) {
        change("config", newConfig.toYaml());
    }

    private void end(String wanted) {
        if (!List.of("RUNNING", "PAUSED", "PENDING").contains(state)) {
            throw new UsageException("Sweep already " + state.toLowerCase(Locale.ROOT) + ".");
        }
        become(wanted);
    }

    private void become(String wanted) {
        change("state", wanted);
    }

    // GraphQL takes what is not sent as unchanged.
    private void change(String field, String value) {
        server.ask(
                "UpsertSweep",
                QueryDocuments.CHANGE_SWEEP,
                Map.of("id", storageId, field, value, "entityName", entity, "projectName", project));
    }

    /** The path of the sweep. */
    @Override
    public String toString() {
        return path();
    }

    private static JsonNode yaml(String text) {
        try {
            return YAML.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance(); // The server takes what is no configuration; then there is none.
        }
    }
}
