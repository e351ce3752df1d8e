package io.wandb4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.server.auth.User;
import io.wandb4j.server.graphql.Caller;
import io.wandb4j.server.graphql.GraphQlEngine;
import io.wandb4j.server.graphql.TypeFields;
import io.wandb4j.server.graphql.Wiring;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphQlTest {

    @TempDir
    Path directory;

    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer(directory);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void answersDocumentsAsTheClientsRewriteThem() throws IOException {
        server.upsert(Map.of("name", "a"));
        JsonNode data = server.data(
                "query Q($name: String!, $full: Boolean!) { first: project(name: $name, entityName: \"local\") {"
                        + " ...P run(name: \"a\") { __typename id config @include(if: $full) state @skip(if: $full) } } }"
                        + " fragment P on Project { id internalId entity { name } createdAt user { username } }",
                Map.of("name", "p", "full", true));

        JsonNode project = data.path("first");
        assertThat(project.path("entity").path("name").asText()).isEqualTo("local");
        assertThat(project.path("run").path("config").asText()).isEqualTo("{}");
        assertThat(project.path("run").has("state")).isFalse();
    }

    @Test
    void answersBothFormsOfViewer() throws IOException {
        JsonNode data = server.data(
                "query Viewer { viewer { id entity username email flags teams { edges { node { name } } } }"
                        + " serverInfo { cliVersionInfo latestLocalVersionInfo { outOfDate latestVersionString"
                        + " versionOnThisInstanceString } features { name isEnabled } } }",
                Map.of());

        assertThat(data.path("viewer").path("entity").asText()).isEqualTo("local");
        assertThat(data.path("viewer").path("flags").asText()).contains("code_saving_enabled");
        assertThat(data.path("serverInfo")
                        .path("cliVersionInfo")
                        .path("max_cli_version")
                        .asText())
                .isEqualTo("0.30.0");
    }

    @Test
    void answersTheProbeForAnOrganization() throws IOException {
        JsonNode data = server.data(
                "query Q($entityName: String!) { entity(name: $entityName) { organization { coreWeaveOrganizationId } } }",
                Map.of("entityName", "local"));
        assertThat(data.path("entity").path("organization").isNull()).isTrue();
    }

    @Test
    void refusesADocumentThatCanNeverRunForGood() throws IOException {
        assertThat(server.graphql("query { nothing }", Map.of()).code()).isEqualTo(400);
        assertThat(server.graphql("query {", Map.of()).code()).isEqualTo(400);
        assertThat(server.graphql("query Q($name: String!) { project(name: $name) { id } }", Map.of())
                        .code())
                .isEqualTo(400);
        assertThat(server.post("/graphql", "no json").code()).isEqualTo(400);
        assertThat(server.post("/graphql", "{}").code()).isEqualTo(400);
    }

    /** Clients take an error under 200 for the last word, and give up their run. */
    @Test
    void asksToComeAgainWhileTheDatabaseIsLocked() throws Exception {
        String file = "jdbc:sqlite:" + directory.resolve("locked.db");
        try (Connection first = DriverManager.getConnection(file);
                Connection second = DriverManager.getConnection(file)) {
            execute(first, "BEGIN EXCLUSIVE");
            Wiring area = wiring -> TypeFields.root("Query")
                    .call("viewer", environment -> execute(second, "PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE"))
                    .addTo(wiring);
            GraphQlEngine engine = GraphQlEngine.of(List.of("common"), List.of(area));

            assertThat(engine.run("{ viewer { id } }", null, Map.of(), new Caller(new User(1, "a"), "http://a"))
                            .status())
                    .isEqualTo(503);
        }
    }

    private static boolean execute(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            for (String each : sql.split(";")) {
                statement.execute(each);
            }
            return true;
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, null);
        }
    }

    @Test
    void refusesADocumentThatIsTooDeep() throws IOException {
        String deep = "{ project(name: \"p\") { run(name: \"a\") { project ".repeat(1)
                + "{ run(name: \"a\") { project ".repeat(20) + "{ id }" + " } }".repeat(20) + " } } }";
        server.upsert(Map.of("name", "a"));
        TestServer.Reply reply = server.graphql(deep, Map.of());

        assertThat(reply.code()).isEqualTo(400);
        assertThat(reply.body()).contains("depth");
    }

    @Test
    void answersMissingThingsWithNull() throws IOException {
        assertThat(server.data("{ project(name: \"none\") { id } }", Map.of())
                        .path("project")
                        .isNull())
                .isTrue();
        server.upsert(Map.of("name", "a"));
        assertThat(server.run("none", "id").isNull()).isTrue();
    }

    @Test
    void tellsThatARunToChangeIsMissing() throws IOException {
        Map<String, Object> input = new HashMap<>();
        input.put("input", Map.of("id", "UnVuOjk5"));
        TestServer.Reply reply = server.graphql(
                "mutation M($input: UpsertBucketInput!) { upsertBucket(input: $input) { inserted } }", input);
        assertThat(reply.code()).isEqualTo(404);
        assertThat(reply.body()).contains("the run does not exist");
        assertThat(server.error("mutation { stopRun(input: {id: \"nonsense\"}) { success } }", Map.of()))
                .contains("is not the id of a Run");
    }

    @Test
    void makesAProjectAndListsIt() throws IOException {
        JsonNode made = server.data(
                "mutation M($input: UpsertModelInput!) { result: upsertModel(input: $input) { project { id name"
                        + " entityName description access views } model { id } inserted } }",
                Map.of("input", Map.of("name", "new", "entityName", "local", "description", "d")));
        assertThat(made.path("result").path("inserted").asBoolean()).isTrue();
        assertThat(made.path("result").path("project").path("description").asText())
                .isEqualTo("d");

        JsonNode listed = server.data(
                "query Q { models(entityName: \"local\", first: 10) { pageInfo { endCursor hasNextPage } edges { node"
                        + " { name isBenchmark } } } }",
                Map.of());
        assertThat(listed.path("models")
                        .path("edges")
                        .path(0)
                        .path("node")
                        .path("name")
                        .asText())
                .isEqualTo("new");
    }

    @Test
    void keepsAnAlert() throws IOException {
        server.upsert(Map.of("name", "a"));
        JsonNode data = server.data(
                "mutation M($severity: AlertSeverity = INFO, $wait: Duration) { notifyScriptableRunAlert(input: {"
                        + "entityName: \"local\", projectName: \"p\", runName: \"a\", title: \"t\", text: \"x\","
                        + " severity: $severity, waitDuration: $wait}) { success } }",
                Map.of("severity", "WARN", "wait", 60000));
        assertThat(data.path("notifyScriptableRunAlert").path("success").asBoolean())
                .isTrue();
    }

    @Test
    void changesTheStateOfARunWhereThatIsAllowed() throws IOException {
        String id = server.upsert(Map.of("name", "a")).path("id").asText();
        String update = "mutation M($input: UpdateRunStateInput!) { updateRunState(input: $input) { success } }";
        server.data(update, Map.of("input", Map.of("id", id, "state", "failed")));
        assertThat(server.run("a", "state").path("state").asText()).isEqualTo("failed");

        assertThat(server.error(update, Map.of("input", Map.of("id", id, "state", "finished"))))
                .isEqualTo("a run cannot go from failed to finished");
        assertThat(server.error(update, Map.of("input", Map.of("id", id, "state", "happy"))))
                .contains("\"happy\" is not a run state");
    }
}
