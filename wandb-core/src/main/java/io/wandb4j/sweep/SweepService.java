package io.wandb4j.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.transport.ApiClient;
import io.wandb4j.internal.transport.Connection;
import io.wandb4j.internal.transport.RetryPolicy;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import io.wandb4j.sweeps.config.InvalidSweepException;
import io.wandb4j.sweeps.config.Metric;
import io.wandb4j.sweeps.config.SweepConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What sweeps and agents ask a server. Safe for use by several threads. */
final class SweepService implements AutoCloseable {
    private static final String UPSERT = """
            mutation UpsertSweep($config: String, $entityName: String, $projectName: String,
                $priorRunsFilters: JSONString) {
              upsertSweep(input: {config: $config, entityName: $entityName, projectName: $projectName,
                  priorRunsFilters: $priorRunsFilters}) {
                sweep { id name project { id name entity { id name } } }
                configValidationWarnings
              }
            }
            """;
    private static final String FIND = """
            query Sweep($entity: String, $project: String, $sweep: String!) {
              project(name: $project, entityName: $entity) {
                id name entity { id name }
                sweep(sweepName: $sweep) { id name state config }
              }
            }
            """;
    private static final String CREATE_AGENT = """
            mutation CreateAgent($host: String!, $projectName: String, $entityName: String, $sweep: String!) {
              createAgent(input: {host: $host, projectName: $projectName, entityName: $entityName, sweep: $sweep}) {
                agent { id }
              }
            }
            """;
    private static final String HEARTBEAT = """
            mutation Heartbeat($id: ID!, $metrics: JSONString, $runState: JSONString) {
              agentHeartbeat(input: {id: $id, metrics: $metrics, runState: $runState}) {
                agent { id }
                commands
              }
            }
            """;

    private static final String CONTROLLED = """
            query SweepWithRuns($entity: String, $project: String, $sweep: String!, $specs: [JSONString!]!) {
              project(name: $project, entityName: $entity) {
                sweep(sweepName: $sweep) {
                  id state controller scheduler
                  runs { edges { node { name state config stopped summaryMetrics sampledHistory(specs: $specs) } } }
                }
              }
            }
            """;
    private static final String CONTROL = """
            mutation UpsertSweep($id: ID, $controller: JSONString, $entityName: String, $projectName: String) {
              upsertSweep(input: {id: $id, controller: $controller, entityName: $entityName, projectName: $projectName}) {
                sweep { name }
              }
            }
            """;
    private static final int ALL_ROWS = 100_000;

    private final ApiClient api;

    private SweepService(ApiClient api) {
        this.api = api;
    }

    /** The server of the settings.
     *
     * @throws UsageException if the settings forbid the network
     * @throws io.wandb4j.errors.AuthenticationException if there is no key */
    static SweepService open(Settings settings) {
        if (settings.mode() != Mode.ONLINE) {
            throw new UsageException("a sweep needs a server, and the mode is "
                    + settings.mode().name().toLowerCase(Locale.ROOT)
                    + "; start a local server with `wandb4j server start` to work without an account");
        }
        return new SweepService(ApiClient.open(Connection.of(settings)));
    }

    /** A sweep as the server has it. */
    record Stored(String id, String entity, String project, String config, List<String> warnings) {}

    /** @param priorRuns ids of runs of the project that the sweep shall take in */
    Stored create(SweepConfig config, @Nullable String entity, String project, List<String> priorRuns) {
        Map<String, @Nullable Object> variables = new HashMap<>();
        variables.put("priorRunsFilters", filter(priorRuns));
        variables.put("config", config.toYaml());
        variables.put("entityName", entity);
        variables.put("projectName", project);
        JsonNode answer = api.graphql("UpsertSweep", UPSERT, variables).path("upsertSweep");
        List<String> warnings = new ArrayList<>();
        answer.path("configValidationWarnings").forEach(warning -> warnings.add(warning.asText()));
        return stored(answer.at("/sweep/project"), answer.path("sweep"), warnings);
    }

    /** The sweep of that path, whose entity and project are those of the settings where it names none.
     *
     * @throws UsageException if there is no such sweep */
    Stored find(SweepPath path, Settings settings) {
        String entity = path.entity().or(settings::entity).orElse(null);
        String project = path.project().orElseGet(settings::project);
        String id = path.id();
        Map<String, @Nullable Object> variables = new HashMap<>();
        variables.put("entity", entity);
        variables.put("project", project);
        variables.put("sweep", id);
        JsonNode place = api.graphql("Sweep", FIND, variables).path("project");
        if (!place.path("sweep").isObject()) {
            throw new UsageException("there is no sweep " + id + " in project "
                    + (entity == null ? "" : entity + "/") + project + " at "
                    + api.connection().baseUrl() + "; name it as ENTITY/PROJECT/ID if it is elsewhere");
        }
        return stored(place, place.path("sweep"), List.of());
    }

    /** The sweep with its runs, and how they went.
     *
     * @throws UsageException if its config cannot be read here */
    ControlledSweep controlled(Stored sweep) {
        SweepConfig config = config(sweep);
        List<String> keys = new ArrayList<>(List.of("_step"));
        config.metric().map(Metric::name).ifPresent(keys::add);
        String specs = Json.write(Map.of("keys", keys, "samples", ALL_ROWS));
        Map<String, Object> variables = Map.of(
                "entity", sweep.entity(), "project", sweep.project(), "sweep", sweep.id(), "specs", List.of(specs));
        JsonNode found = api.graphql("SweepWithRuns", CONTROLLED, variables).at("/project/sweep");
        return ControlledSweep.of(sweep, config, found);
    }

    /** Tells the server what the controller of a sweep wants. */
    void control(ControlledSweep sweep, String controller) {
        Map<String, String> variables = Map.of(
                "id", sweep.storageId(),
                "controller", controller,
                "entityName", sweep.place().entity(),
                "projectName", sweep.place().project());
        api.graphql("UpsertSweep", CONTROL, variables);
    }

    /** Registers an agent and answers its id. */
    String createAgent(String host, Stored sweep) {
        Map<String, String> variables =
                Map.of("host", host, "projectName", sweep.project(), "entityName", sweep.entity(), "sweep", sweep.id());
        return api.graphql("CreateAgent", CREATE_AGENT, variables)
                .at("/createAgent/agent/id")
                .asText();
    }

    /** Tells which runs an agent works on, and answers what it shall do next. */
    List<Command> heartbeat(String agentId, Set<String> running) {
        Map<String, Boolean> runState = new HashMap<>();
        running.forEach(run -> runState.put(run, true));
        Map<String, String> variables = Map.of("id", agentId, "metrics", "{}", "runState", Json.write(runState));
        JsonNode commands =
                api.graphql("Heartbeat", HEARTBEAT, variables, RetryPolicy.ONCE).at("/agentHeartbeat/commands");
        return Command.listOf(commands.isTextual() ? commands.textValue() : "[]");
    }

    @Override
    public void close() {
        api.close();
    }

    private static @Nullable String filter(List<String> priorRuns) {
        List<Map<String, String>> names =
                priorRuns.stream().map(run -> Map.of("name", run)).toList();
        return names.isEmpty() ? null : Json.write(Map.of("$or", names));
    }

    private static SweepConfig config(Stored sweep) {
        try {
            return SweepConfig.parse(sweep.config());
        } catch (InvalidSweepException e) {
            throw new UsageException("sweep " + sweep.id() + ": " + e.getMessage(), e);
        }
    }

    private static Stored stored(JsonNode project, JsonNode sweep, List<String> warnings) {
        return new Stored(
                sweep.path("name").asText(),
                project.at("/entity/name").asText(),
                project.path("name").asText(),
                sweep.path("config").asText(""),
                warnings);
    }
}
