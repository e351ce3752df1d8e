package io.wandb4j.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.server.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What makers of sweeps and agents send, in the project {@code p}. */
final class SweepClient {

    private static final String UPSERT = "mutation UpsertSweep($id: ID, $config: String, $description: String,"
            + " $entityName: String, $projectName: String, $controller: JSONString, $launchScheduler: JSONString,"
            + " $templateVariableValues: JSONString, $scheduler: JSONString, $state: String,"
            + " $priorRunsFilters: JSONString, $displayName: String) { upsertSweep(input: {id: $id, config: $config,"
            + " description: $description, entityName: $entityName, projectName: $projectName,"
            + " controller: $controller, launchScheduler: $launchScheduler,"
            + " templateVariableValues: $templateVariableValues, scheduler: $scheduler, state: $state,"
            + " priorRunsFilters: $priorRunsFilters, displayName: $displayName}) {"
            + " sweep { id name state project { id name entity { id name } } } configValidationWarnings } }";
    private static final String CREATE_AGENT = "mutation CreateAgent($host: String!, $projectName: String,"
            + " $entityName: String, $sweep: String!) { createAgent(input: {host: $host, projectName: $projectName,"
            + " entityName: $entityName, sweep: $sweep}) { agent { id } } }";
    private static final String HEARTBEAT = "mutation Heartbeat($id: ID!, $metrics: JSONString, $runState: JSONString)"
            + " { agentHeartbeat(input: {id: $id, metrics: $metrics, runState: $runState}) { agent { id } commands } }";

    private final TestServer server;

    SweepClient(TestServer server) {
        this.server = server;
    }

    /** Makes a sweep and gives its name. */
    String create(String yaml) throws IOException {
        return upsert(Map.of("config", yaml)).at("/sweep/name").asText();
    }

    JsonNode upsert(Map<String, ?> values) throws IOException {
        return server.data(UPSERT, variables(values)).path("upsertSweep");
    }

    String refusal(Map<String, ?> values) throws IOException {
        return server.error(UPSERT, variables(values));
    }

    void become(String sweep, String state) throws IOException {
        upsert(stateChange(sweep, state));
    }

    Map<String, Object> stateChange(String sweep, String state) throws IOException {
        return Map.of("id", sweep(sweep, "id").path("id").asText(), "state", state);
    }

    /** Registers an agent and gives its id. */
    String agent(String sweep) throws IOException {
        return server.data(CREATE_AGENT, Map.of("host", "h", "projectName", "p", "sweep", sweep))
                .at("/createAgent/agent/id")
                .asText();
    }

    TestServer.Reply createAgent(String sweep) throws IOException {
        return server.graphql(CREATE_AGENT, Map.of("host", "h", "projectName", "p", "sweep", sweep));
    }

    /** What the agent is told that has these runs. */
    List<JsonNode> heartbeat(String agent, String... active) throws IOException {
        Map<String, Boolean> runs = new HashMap<>();
        List.of(active).forEach(run -> runs.put(run, true));
        JsonNode answer = server.data(HEARTBEAT, Map.of("id", agent, "metrics", "{}", "runState", Json.text(runs)));
        List<JsonNode> commands = new ArrayList<>();
        Json.MAPPER.readTree(answer.at("/agentHeartbeat/commands").asText()).forEach(commands::add);
        return commands;
    }

    TestServer.Reply rawHeartbeat(String agent) throws IOException {
        return server.graphql(HEARTBEAT, Map.of("id", agent, "metrics", "{}", "runState", "{}"));
    }

    /** The name of the run that the agent is told to start. */
    String start(String agent) throws IOException {
        JsonNode command = heartbeat(agent).get(0);
        if (!command.path("type").asText().equals("run")) {
            throw new AssertionError("no run but " + command);
        }
        return command.path("run_id").asText();
    }

    /** Begins the run as its writer does. */
    void begin(String run, String sweep) throws IOException {
        server.upsert(Map.of("name", run, "sweep", sweep, "config", "{\"own\":{\"value\":1}}"));
    }

    /** Ends the run with exit code 0. */
    void end(String run) throws IOException {
        server.stream(run, "{\"complete\":true,\"exitcode\":0}");
    }

    /** Fields of a sweep. */
    JsonNode sweep(String name, String fields) throws IOException {
        return server.data(
                        "query Q($sweep: String!) { project(name: \"p\") { sweep(sweepName: $sweep) { " + fields
                                + " } } }",
                        Map.of("sweep", name))
                .at("/project/sweep");
    }

    String state(String sweep) throws IOException {
        return sweep(sweep, "state").path("state").asText();
    }

    private static Map<String, @Nullable Object> variables(Map<String, ?> values) {
        Map<String, @Nullable Object> variables = new HashMap<>();
        for (String name : List.of(
                "id",
                "config",
                "description",
                "entityName",
                "controller",
                "launchScheduler",
                "scheduler",
                "state",
                "priorRunsFilters",
                "displayName")) {
            variables.put(name, null);
        }
        variables.put("projectName", "p");
        variables.put("templateVariableValues", "null");
        variables.putAll(values);
        return variables;
    }
}
