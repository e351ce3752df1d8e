package io.wandb4j.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.server.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SweepTest {

    private static final String GRID = "{method: grid, metric: {name: loss}, parameters: {x: {values: [1, 2, 2]}}}";

    @TempDir
    Path directory;

    private TestServer server;
    private SweepClient client;

    @BeforeEach
    void start() {
        server = new TestServer(directory);
        client = new SweepClient(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void makesASweep() throws IOException {
        String yaml = "method: grid\nname: mine\ndescription: words\nparameters:\n  x: {values: [1, 2, 2]}\n";
        JsonNode made = client.upsert(Map.of("config", yaml));

        assertThat(made.at("/sweep/name").asText()).matches("[a-z0-9]{8}");
        assertThat(made.at("/sweep/project/name").asText()).isEqualTo("p");
        assertThat(made.at("/sweep/project/entity/name").asText()).isEqualTo("local");
        assertThat(made.path("configValidationWarnings")).isEmpty();
        JsonNode sweep = client.sweep(
                made.at("/sweep/name").asText(),
                "id name displayName method state description bestLoss config createdAt updatedAt heartbeatAt runCount"
                        + " runCountExpected earlyStopJobRunning controller scheduler");
        assertThat(sweep.path("config").asText()).isEqualTo(yaml);
        assertThat(sweep.path("method").asText()).isEqualTo("grid");
        assertThat(sweep.path("state").asText()).isEqualTo("PENDING");
        assertThat(sweep.path("description").asText()).isEqualTo("words");
        assertThat(sweep.path("runCount").asInt()).isZero();
        assertThat(sweep.path("runCountExpected").asInt()).isEqualTo(2);
        assertThat(sweep.path("bestLoss").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "controller launchScheduler templateVariableValues scheduler priorRunsFilters",
                "controller launchScheduler scheduler priorRunsFilters",
                "controller scheduler priorRunsFilters"
            })
    void takesTheDocumentsOfOlderClients(String json) throws IOException {
        StringBuilder variables = new StringBuilder("$config: String, $state: String");
        StringBuilder input = new StringBuilder("projectName: \"p\", config: $config, state: $state");
        for (String name : json.split(" ")) {
            variables.append(", $").append(name).append(": JSONString");
            input.append(", ").append(name).append(": $").append(name);
        }
        String document =
                "mutation UpsertSweep(" + variables + ") { upsertSweep(input: {" + input + "}) { sweep { name } } }";

        assertThat(server.data(document, Map.of("config", GRID))
                        .at("/upsertSweep/sweep/name")
                        .asText())
                .isNotEmpty();
    }

    @Test
    void tellsAllThatIsWrongWithAConfigAndLeavesNothingBehind() throws IOException {
        String error = client.refusal(Map.of("config", "{method: gird, colour: red, parameters: {x: {values: []}}}"));

        assertThat(error).contains("3 problems", "method", "gird", "colour", "parameters.x.values");
        assertThat(server.data("{ project(name: \"p\") { id } }", Map.of())
                        .path("project")
                        .isNull())
                .isTrue();
    }

    @Test
    void namesTheMethodsThatItKnows() throws IOException {
        String custom = "{method: custom, metric: {name: loss}, parameters: {x: {min: 0.0, max: 1.0}}}";

        assertThat(client.refusal(Map.of("config", custom)))
                .isEqualTo(
                        "method: this server cannot search by custom; the methods available are bayes, bayes-ard, cma-es, grid,"
                                + " random, tpe");
        assertThat(client.refusal(Map.of("config", GRID, "launchScheduler", "{\"a\":1}")))
                .contains("launch");
        assertThat(client.refusal(Map.of("displayName", "x"))).contains("needs a config");
    }

    @Test
    void warnsOfWhatIsOutOfDate() throws IOException {
        JsonNode made = client.upsert(Map.of(
                "config", "{method: random, parameters: {x: {distribution: log_uniform, min: -1.0, max: 1.0}}}"));

        assertThat(made.path("configValidationWarnings")).hasSize(1);
        assertThat(made.at("/configValidationWarnings/0").asText()).contains("parameters.x");
    }

    @Test
    void changesASweepById() throws IOException {
        String sweep = client.create(GRID);
        String id = client.sweep(sweep, "id").path("id").asText();
        client.upsert(
                Map.of("id", id, "config", GRID.replace("2, 2", "5"), "displayName", "new", "controller", "null"));

        JsonNode changed = client.sweep(sweep, "displayName config controller runCountExpected");
        assertThat(changed.path("displayName").asText()).isEqualTo("new");
        assertThat(changed.path("config").asText()).contains("[1, 5]");
        assertThat(changed.path("controller").isNull()).isTrue();
        client.upsert(Map.of("id", id, "controller", "{\"schedule\": []}"));
        assertThat(client.sweep(sweep, "controller").path("controller").asText())
                .isEqualTo("{\"schedule\":[]}");
    }

    @Test
    void changesTheStateWhereThatIsAllowed() throws IOException {
        String sweep = client.create(GRID);

        assertThat(client.refusal(client.stateChange(sweep, "PAUSED")))
                .isEqualTo("a sweep that is PENDING cannot become PAUSED");
        assertThat(client.refusal(client.stateChange(sweep, "SLEEPING"))).contains("SLEEPING");
        for (String state : List.of("RUNNING", "PAUSED", "RUNNING", "FINISHED", "RUNNING", "CANCELED")) {
            client.become(sweep, state);
            assertThat(client.state(sweep)).isEqualTo(state);
        }
        assertThat(client.refusal(client.stateChange(sweep, "FINISHED"))).contains("CANCELED");
    }

    @Test
    void showsASweepWithItsRuns() throws IOException {
        String sweep = client.create(GRID);
        String agent = client.agent(sweep);
        String run = client.start(agent);
        client.begin(run, sweep);
        server.history(
                run, 0, List.of("{\"_step\":0,\"loss\":3}", "{\"_step\":1,\"loss\":NaN}", "{\"_step\":2,\"loss\":2}"));
        server.stream(run, TestServer.files("wandb-summary.json", 0, List.of("{\"loss\":2}")));
        String query = "query SweepWithRuns($entity: String, $project: String, $sweep: String!,"
                + " $specs: [JSONString!]!) { project(name: $project, entityName: $entity) {"
                + " sweep(sweepName: $sweep) { id name bestLoss heartbeatAt runs { edges { node { name state config"
                + " exitcode heartbeatAt shouldStop failed stopped running summaryMetrics"
                + " sampledHistory(specs: $specs) } } } } } }";
        Map<String, Object> names = new HashMap<>(Map.of("entity", "local", "project", "p", "sweep", sweep));
        names.put("specs", "{\"keys\":[\"_step\",\"loss\"],\"samples\":100000}");
        JsonNode found = server.data(query, names).at("/project/sweep");

        assertThat(found.path("bestLoss").asDouble()).isEqualTo(2);
        JsonNode node = found.at("/runs/edges/0/node");
        assertThat(node.path("name").asText()).isEqualTo(run);
        assertThat(node.path("running").asBoolean()).isTrue();
        assertThat(Json.object(node.path("config").asText(), "config").toString())
                .isEqualTo("{\"x\":{\"value\":1},\"own\":{\"value\":1}}");
        assertThat(node.at("/sampledHistory/0")).hasSize(3);
        names.put("specs", "{}");
        assertThat(server.data(query, names).at("/project/sweep/runs/edges/0/node/sampledHistory/0"))
                .isEmpty();
        names.put("sweep", "nosuchid");
        assertThat(server.data(query, names).at("/project/sweep").isNull()).isTrue();
    }

    @Test
    void listsSweepsAgentsAndTheirRuns() throws IOException {
        String first = client.create(GRID);
        String second = client.create(GRID);
        String agent = client.agent(first);
        String run = client.start(agent);

        JsonNode project = server.data(
                        "{ project(name: \"p\") { totalSweeps sweeps(first: 1, filters: \"{}\") { pageInfo"
                                + " { endCursor hasNextPage } edges { node { name } } } } }",
                        Map.of())
                .path("project");
        assertThat(project.path("totalSweeps").asInt()).isEqualTo(2);
        assertThat(project.at("/sweeps/edges/0/node/name").asText()).isEqualTo(second);
        assertThat(project.at("/sweeps/pageInfo/hasNextPage").asBoolean()).isTrue();
        String fields = "id name host state totalRuns createdAt heartbeatAt runs(first: 5, order: \"+created_at\")"
                + " { pageInfo { endCursor hasNextPage } edges { cursor node { name sweepName sweep { name } } } }";
        JsonNode listed = client.sweep(first, "agents { edges { node { " + fields + " } } }")
                .at("/agents/edges/0/node");
        assertThat(listed.path("id").asText()).isEqualTo(agent);
        assertThat(listed.path("state").asText()).isEqualTo("RUNNING");
        assertThat(listed.path("totalRuns").asInt()).isOne();
        assertThat(listed.at("/runs/edges/0/node/name").asText()).isEqualTo(run);
        assertThat(listed.at("/runs/edges/0/node/sweep/name").asText()).isEqualTo(first);
        assertThat(client.sweep(
                                first,
                                "agent(agentName: \"" + listed.path("name").asText() + "\") { " + fields + " }")
                        .path("agent"))
                .isEqualTo(listed);
        assertThat(server.data(
                                "query Q($filters: JSONString) { project(name: \"p\") { runs(filters: $filters)"
                                        + " { edges { node { name } } } } }",
                                Map.of("filters", "{\"$and\":[{\"sweep\":\"" + first + "\"}]}"))
                        .at("/project/runs/edges"))
                .hasSize(1);
    }

    @Test
    void takesPriorRunsIntoASweep() throws IOException {
        server.upsert(Map.of("name", "old", "config", "{\"x\":{\"value\":1}}"));
        server.upsert(Map.of("name", "other"));
        String sweep = client.upsert(Map.of("config", GRID, "priorRunsFilters", "{\"$or\":[{\"name\":\"old\"}]}"))
                .at("/sweep/name")
                .asText();

        assertThat(client.sweep(sweep, "runs { edges { node { name } } }").at("/runs/edges"))
                .hasSize(1);
        JsonNode command = client.heartbeat(client.agent(sweep)).get(0);
        assertThat(command.at("/args/x/value").asInt()).isEqualTo(2);
    }

    @Test
    void tellsWhatTheMetricHangsOn() throws IOException {
        String sweep =
                client.create("{method: grid, metric: {name: loss}, parameters: {x: {values: [1, 2, 3, 4, 5, 6]},"
                        + " kind: {values: [a, b]}}}");
        String agent = client.agent(sweep);
        assertThat(client.sweep(sweep, "importance { parameter }").path("importance"))
                .isEmpty();
        for (int i = 0; i < 12; i++) {
            JsonNode command = client.heartbeat(agent).get(0);
            String run = command.path("run_id").asText();
            client.begin(run, sweep);
            int loss = 10 - command.at("/args/x/value").asInt();
            server.stream(run, TestServer.files("wandb-summary.json", 0, List.of("{\"loss\":" + loss + "}")));
            client.end(run);
        }

        JsonNode found = client.sweep(sweep, "importance { parameter importance correlation }")
                .path("importance");
        assertThat(found).hasSize(2);
        assertThat(found.at("/0/parameter").asText()).isEqualTo("x");
        assertThat(found.at("/0/importance").asDouble()).isGreaterThan(0.9);
        assertThat(found.at("/0/correlation").asDouble()).isCloseTo(-1, within(1e-9));
        assertThat(found.at("/1/correlation").isNull()).isTrue();
    }
}
