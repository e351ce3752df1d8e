package io.wandb4j.sync;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.internal.stream.LogHead;
import io.wandb4j.internal.stream.Redirection;
import io.wandb4j.internal.sweep.KeptRun;
import io.wandb4j.internal.sweep.KeptSweep;
import io.wandb4j.internal.sweep.SweepFile;
import io.wandb4j.internal.transport.ApiClient;
import io.wandb4j.sweeps.config.Controller;
import io.wandb4j.sweeps.config.SweepConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A sweep that was made without a server, and what a server makes of it.
 *
 * <p>The server's sweep names the offline one at the end of its description: by that it is found again, from this machine or
 * another, so that it is made once. Its controller is local: the server neither searches nor judges the runs that arrive. */
final class OfflineSweep {
    private static final String LIST = """
            query Sweeps($entity: String, $project: String, $after: String) {
              project(name: $project, entityName: $entity) {
                sweeps(first: 100, after: $after) {
                  edges { node { id name state description } }
                  pageInfo { hasNextPage endCursor }
                }
              }
            }
            """;
    private static final String CREATE = """
            mutation UpsertSweep($config: String, $description: String, $entityName: String, $projectName: String) {
              upsertSweep(input: {config: $config, description: $description, entityName: $entityName,
                  projectName: $projectName}) {
                sweep { id name state }
              }
            }
            """;
    private static final String BECOME = """
            mutation UpsertSweep($id: ID, $state: String, $entityName: String, $projectName: String) {
              upsertSweep(input: {id: $id, state: $state, entityName: $entityName, projectName: $projectName}) {
                sweep { name }
              }
            }
            """;

    private final KeptSweep kept;
    private final boolean stopped;
    private final ApiClient api;
    private final Map<String, @Nullable Object> place;
    private final JsonNode sweep;

    private OfflineSweep(
            KeptSweep kept, boolean stopped, ApiClient api, Map<String, @Nullable Object> place, JsonNode sweep) {
        this.kept = kept;
        this.stopped = stopped;
        this.api = api;
        this.place = place;
        this.sweep = sweep;
    }

    /** The sweep of a log's run, made on the server if that has it not; empty if the run is of no offline sweep.
     *
     * @param entity instead of the log's own
     * @param project instead of the log's own
     * @throws io.wandb4j.errors.UsageException if its file is broken
     * @throws io.wandb4j.errors.CommunicationException if the server refuses it */
    static Optional<OfflineSweep> of(RunLog log, ApiClient api, @Nullable String entity, @Nullable String project)
            throws IOException {
        Path wandb = log.folder().getParent();
        String id =
                LogHead.read(log.file()).map(head -> head.run().getSweepId()).orElse("");
        if (wandb == null || !SweepFile.isId(id)) {
            return Optional.empty();
        }
        SweepFile file = SweepFile.of(wandb, id);
        if (!file.exists()) {
            return Optional.empty();
        }
        KeptSweep kept = file.read();
        boolean stopped = kept.run(log.runId()).map(KeptRun::stopped).orElse(false);
        String owner = entity == null ? log.entity() : entity;
        Map<String, @Nullable Object> place = new HashMap<>();
        place.put("entityName", owner.isEmpty() ? null : owner);
        place.put("projectName", project == null ? log.project() : project);
        JsonNode sweep =
                file.sending(() -> begun(find(api, kept, place).orElseGet(() -> create(api, kept, place)), api, place));
        return Optional.of(new OfflineSweep(kept, stopped, api, place, sweep));
    }

    /** What the log does not say of the run. */
    Redirection.OfSweep ofRun() {
        return new Redirection.OfSweep(sweep.path("name").asText(), stopped);
    }

    /** Ends the server's sweep if there is no more to try. */
    void end() {
        if (kept.over() && !sweep.path("state").asText().equals("FINISHED")) {
            become("FINISHED", sweep, api, place);
        }
    }

    // A server waits for the first agent of a sweep, and this one has none.
    private static JsonNode begun(JsonNode sweep, ApiClient api, Map<String, @Nullable Object> place) {
        if (sweep.path("state").asText().equals("PENDING")) {
            become("RUNNING", sweep, api, place);
        }
        return sweep;
    }

    private static void become(String state, JsonNode sweep, ApiClient api, Map<String, @Nullable Object> place) {
        Map<String, @Nullable Object> variables = new HashMap<>(place);
        variables.put("id", sweep.path("id").asText());
        variables.put("state", state);
        api.graphql("UpsertSweep", BECOME, variables);
    }

    private static Optional<JsonNode> find(ApiClient api, KeptSweep kept, Map<String, @Nullable Object> place) {
        Map<String, @Nullable Object> variables = new HashMap<>();
        variables.put("entity", place.get("entityName"));
        variables.put("project", place.get("projectName"));
        JsonNode page;
        do {
            page = api.graphql("Sweeps", LIST, variables).path("project").path("sweeps");
            for (JsonNode edge : page.path("edges")) {
                if (edge.at("/node/description").asText("").endsWith(mark(kept))) {
                    return Optional.of(edge.path("node"));
                }
            }
            variables.put("after", page.at("/pageInfo/endCursor").asText());
        } while (page.at("/pageInfo/hasNextPage").asBoolean());
        return Optional.empty();
    }

    private static JsonNode create(ApiClient api, KeptSweep kept, Map<String, @Nullable Object> place) {
        Map<String, Object> config = new LinkedHashMap<>(kept.config().toMap());
        config.put("controller", Map.of("type", Controller.LOCAL.wireName()));
        String own = kept.config().description().map(text -> text + "\n").orElse("");
        Map<String, @Nullable Object> variables = new HashMap<>(place);
        variables.put("config", SweepConfig.of(config).toYaml());
        variables.put("description", own + mark(kept));
        return api.graphql("UpsertSweep", CREATE, variables).at("/upsertSweep/sweep");
    }

    private static String mark(KeptSweep kept) {
        // people may choose the same id twice; the seed tells such sweeps apart
        return "offline sweep " + kept.id() + " " + Long.toHexString(kept.seed());
    }
}
