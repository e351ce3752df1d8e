package io.wandb4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.server.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {

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
    void namesARunWithTwoWordsAndItsNumber() throws IOException {
        assertThat(server.upsert(Map.of("name", "a")).path("displayName").asText())
                .matches("[a-z]+-[a-z]+-1");
        assertThat(server.upsert(Map.of("name", "b")).path("displayName").asText())
                .matches("[a-z]+-[a-z]+-2");
    }

    @Test
    void givesTheSameRunForTheSameName() throws IOException {
        JsonNode first = server.upsert(Map.of("name", "a"));
        JsonNode second = server.upsert(Map.of("name", "a"));

        assertThat(second).isEqualTo(first);
    }

    @Test
    void leavesUnchangedWhatIsNull() throws IOException {
        server.upsert(Map.of("name", "a", "notes", "n", "groupName", "g", "tags", List.of("t"), "config", "{}"));
        Map<String, Object> update = new HashMap<>(Map.of("name", "a", "config", "{\"lr\":{\"value\":1}}"));
        for (String field : List.of("id", "notes", "groupName", "tags", "displayName", "state", "sweep", "commit")) {
            update.put(field, null);
        }
        JsonNode run = server.upsert(update);

        assertThat(run.path("notes").asText()).isEqualTo("n");
        assertThat(run.path("group").asText()).isEqualTo("g");
        assertThat(run.path("tags").path(0).asText()).isEqualTo("t");
        assertThat(run.path("config").asText()).isEqualTo("{\"lr\":{\"value\":1}}");
    }

    @Test
    void mergesTheConfigOfWriters() throws IOException {
        server.upsert(Map.of(
                "name", "a", "config", "{\"x\":{\"value\":1},\"_wandb\":{\"value\":{\"t\":{},\"e\":{\"w1\":{}}}}}"));
        JsonNode run = server.upsert(Map.of(
                "name",
                "a",
                "config",
                "{\"y\":{\"value\":Infinity},\"_wandb\":{\"value\":{\"t\":{},\"e\":{\"w2\":{}}}}}"));

        assertThat(Json.object(run.path("config").asText(), "config"))
                .isEqualTo(Json.object(
                        "{\"x\":{\"value\":1},\"y\":{\"value\":Infinity},"
                                + "\"_wandb\":{\"value\":{\"t\":{},\"e\":{\"w1\":{},\"w2\":{}}}}}",
                        "config"));
    }

    @Test
    void replacesTheConfigOfARunThatIsEditedById() throws IOException {
        JsonNode run =
                server.upsert(Map.of("name", "a", "config", "{\"x\":{\"value\":1},\"_wandb\":{\"value\":{\"t\":{}}}}"));
        server.stream("a", "{\"complete\":true,\"exitcode\":0}");
        JsonNode edited = server.upsert(
                Map.of("id", run.path("id").asText(), "config", "{\"y\":{\"value\":2}}", "displayName", "new"));

        assertThat(edited.path("displayName").asText()).isEqualTo("new");
        assertThat(edited.path("state").asText()).isEqualTo("finished");
        assertThat(edited.path("config").asText()).isEqualTo("{\"y\":{\"value\":2},\"_wandb\":{\"value\":{\"t\":{}}}}");
    }

    @Test
    void refusesNamesThatCannotBePartOfAnAddress() throws IOException {
        assertThat(upsertError(Map.of("modelName", "a/b", "name", "x"))).contains("invalid project \"a/b\"");
        assertThat(upsertError(Map.of("modelName", "p", "name", "a:b"))).contains("invalid run id \"a:b\"");
        assertThat(upsertError(Map.of("modelName", "p", "name", "x", "entityName", "nobody")))
                .isEqualTo("entity \"nobody\" does not exist on this server; it knows: local");
    }

    @Test
    void refusesConfigThatIsNotAnObject() throws IOException {
        assertThat(upsertError(Map.of("name", "x", "config", "[1]"))).isEqualTo("config must be a JSON object");
        assertThat(upsertError(Map.of("name", "x", "config", "{"))).contains("config is not valid JSON");
    }

    @Test
    void countsASilentRunAsCrashedUntilItIsHeardAgain() throws IOException {
        server.upsert(Map.of("name", "a"));
        server.clock.advance(Duration.ofMinutes(5));
        assertThat(state("a")).isEqualTo("running");
        server.clock.advance(Duration.ofSeconds(1));
        assertThat(state("a")).isEqualTo("crashed");
        server.stream("a", "{}");
        assertThat(state("a")).isEqualTo("running");
    }

    @Test
    void endsAsTheExitCodeSays() throws IOException {
        for (String run : List.of("good", "bad", "stopped", "preempted")) {
            server.upsert(Map.of("name", run));
        }
        server.stream("good", "{\"complete\":true,\"exitcode\":0}");
        server.stream("bad", "{\"complete\":true,\"exitcode\":1}");
        stopRun("stopped");
        server.stream("stopped", "{\"complete\":true,\"exitcode\":255}");
        server.stream("preempted", "{\"preempting\":true}");
        assertThat(state("preempted")).isEqualTo("preempting");
        server.stream("preempted", "{\"complete\":true,\"exitcode\":1}");

        assertThat(List.of(state("good"), state("bad"), state("stopped"), state("preempted")))
                .containsExactly("finished", "failed", "killed", "preempted");
        server.clock.advance(Duration.ofDays(1));
        assertThat(state("good")).isEqualTo("finished");
    }

    @Test
    void isPreemptedHoweverItsLastWordsArePacked() throws IOException {
        server.upsert(Map.of("name", "short"));

        server.stream("short", "{\"preempting\":true,\"complete\":true,\"exitcode\":143}");
        assertThat(state("short")).isEqualTo("preempted");
        server.stream("short", "{\"complete\":true,\"exitcode\":143}");
        assertThat(state("short")).isEqualTo("preempted");
    }

    @Test
    void revivesAFinishedRunThatIsWrittenAgain() throws IOException {
        server.upsert(Map.of("name", "a"));
        stopRun("a");
        server.stream("a", "{\"complete\":true,\"exitcode\":2}");
        server.upsert(Map.of("name", "a"));

        JsonNode run = server.run("a", "state exitcode stopped");
        assertThat(run.path("state").asText()).isEqualTo("running");
        assertThat(run.path("exitcode").isNull()).isTrue();
        assertThat(run.path("stopped").asBoolean()).isFalse();
    }

    @Test
    void tellsARunToStopWithItsNextRequest() throws IOException {
        server.upsert(Map.of("name", "a"));
        assertThat(server.stream("a", "{}").json().has("stopped")).isFalse();
        stopRun("a");
        assertThat(server.stream("a", "{}").json().path("stopped").asBoolean()).isTrue();
        assertThat(server.run("a", "stopped").path("stopped").asBoolean()).isTrue();
    }

    @Test
    void answersWhatAResumingClientAsks() throws IOException {
        String query = "query RunResumeStatus($project: String, $entity: String, $name: String!) {"
                + " model(name: $project, entityName: $entity) { id name entity { id name }"
                + " bucket(name: $name, missingOk: true) { id name summaryMetrics displayName logLineCount"
                + " historyLineCount eventsLineCount historyTail eventsTail config tags notes"
                + " wandbConfig(keys: [\"t\"]) } } }";
        Map<String, String> names = Map.of("project", "p", "name", "a");
        assertThat(server.data(query, names).path("model").isNull()).isTrue();
        server.upsert(Map.of("name", "a", "config", "{\"_wandb\":{\"value\":{\"t\":{\"1\":[2]},\"m\":[]}}}"));
        JsonNode fresh = server.data(query, names).path("model").path("bucket");
        assertThat(fresh.path("historyTail").asText()).isEqualTo("[]");
        server.history("a", 0, List.of("{\"_step\":0}", "{\"_step\":4,\"x\":NaN}"));

        JsonNode bucket = server.data(query, names).path("model").path("bucket");
        assertThat(bucket.path("historyLineCount").asInt()).isEqualTo(2);
        assertThat(bucket.path("historyTail").asText()).isEqualTo("[\"{\\\"_step\\\":4,\\\"x\\\":NaN}\"]");
        assertThat(bucket.path("wandbConfig").asText()).isEqualTo("{\"t\":{\"1\":[2]}}");
        assertThat(bucket.path("summaryMetrics").asText()).isEqualTo("{}");
    }

    @Test
    void rewindsTheHistoryToAStep() throws IOException {
        server.upsert(Map.of("name", "a"));
        server.history("a", 0, List.of("{\"_step\":0}", "{\"_step\":5}", "{\"_step\":9,\"late\":1}"));
        JsonNode run = server.data(
                "mutation { rewindRun(input: {runName: \"a\", projectName: \"p\", metricName: \"_step\","
                        + " metricValue: 5}) { rewoundRun { historyLineCount historyKeys } } }",
                Map.of());

        JsonNode rewound = run.path("rewindRun").path("rewoundRun");
        assertThat(rewound.path("historyLineCount").asInt()).isEqualTo(2);
        assertThat(rewound.path("historyKeys").path("lastStep").asInt()).isEqualTo(5);
        assertThat(rewound.path("historyKeys").path("keys").has("late")).isFalse();
    }

    @Test
    void aRewoundRunKnowsOnlyWhatIsLeft() throws IOException {
        server.upsert(Map.of("name", "a"));
        server.stream(
                "a",
                "{\"files\":{\"wandb-history.jsonl\":{\"offset\":0,\"content\":[\"{\\\"_step\\\":0,\\\"x\\\":1,"
                        + "\\\"y\\\":NaN}\",\"{\\\"_step\\\":1,\\\"x\\\":2}\",\"{\\\"_step\\\":2,\\\"x\\\":3}\"]},"
                        + "\"wandb-events.jsonl\":{\"offset\":0,\"content\":[\"{\\\"system.cpu\\\":1}\"]},"
                        + "\"output.log\":{\"offset\":0,\"content\":[\"a line\"]},"
                        + "\"wandb-summary.json\":{\"offset\":0,\"content\":[\"{\\\"x\\\":3,\\\"by hand\\\":1}\"]}}}");
        rewind("a", 1);

        JsonNode run = server.run(
                "a", "historyLineCount eventsLineCount logLineCount eventsTail systemMetrics summaryMetrics");
        assertThat(run.path("historyLineCount").asInt()).isEqualTo(2);
        assertThat(run.path("eventsLineCount").asInt()).isZero();
        assertThat(run.path("logLineCount").asInt()).isZero();
        assertThat(run.path("eventsTail").asText()).isEqualTo("[]");
        assertThat(run.path("systemMetrics").asText()).isEqualTo("{}");
        assertThat(run.path("summaryMetrics").asText()).isEqualTo("{\"_step\":1,\"x\":2,\"y\":NaN}");

        rewind("a", -1);
        assertThat(server.run("a", "historyLineCount").path("historyLineCount").asInt())
                .isZero();
        assertThat(server.run("a", "summaryMetrics").path("summaryMetrics").asText())
                .isEqualTo("{}");
    }

    @Test
    void aForkBeginsWithTheOtherRunsHistory() throws IOException {
        server.upsert(Map.of("name", "a"));
        server.history("a", 0, List.of("{\"_step\":0,\"x\":1}", "{\"_step\":5,\"x\":2}", "{\"_step\":9,\"late\":1}"));
        Map<String, String> fork = Map.of("name", "b", "config", branchPoint("a", 5));
        server.upsert(fork);
        server.history("b", 2, List.of("{\"_step\":6,\"x\":7}"));
        server.upsert(fork);

        JsonNode run = server.run("b", "historyLineCount history(minStep: 0, maxStep: 100) historyKeys");
        assertThat(run.path("historyLineCount").asInt()).isEqualTo(3);
        assertThat(run.path("history").toString())
                .isEqualTo("[\"{\\\"_step\\\":0,\\\"x\\\":1}\",\"{\\\"_step\\\":5,\\\"x\\\":2}\","
                        + "\"{\\\"_step\\\":6,\\\"x\\\":7}\"]");
        assertThat(run.at("/historyKeys/keys").has("late")).isFalse();
        assertThat(server.run("a", "historyLineCount").path("historyLineCount").asInt())
                .isEqualTo(3);
    }

    @Test
    void aForkNeedsARunToLeave() throws IOException {
        assertThat(upsertError(Map.of("name", "b", "modelName", "p", "config", branchPoint("nobody", 5))))
                .contains("cannot fork: run \"nobody\" does not exist in project");
        assertThat(server.data("{ project(name: \"p\") { run(name: \"b\") { id } } }", Map.of())
                        .at("/project/run")
                        .isObject())
                .isFalse();
    }

    @Test
    void deletesARunWithAllThatItLogged() throws IOException {
        String id = server.upsert(Map.of("name", "a")).path("id").asText();
        server.history("a", 0, List.of("{\"_step\":0}"));
        server.data("mutation M($id: ID!) { deleteRun(input: {id: $id}) { clientMutationId } }", Map.of("id", id));

        assertThat(server.run("a", "id").isNull()).isTrue();
        server.upsert(Map.of("name", "a"));
        assertThat(server.run("a", "history").path("history")).isEmpty();
    }

    private String state(String run) throws IOException {
        return server.run(run, "state").path("state").asText();
    }

    private void stopRun(String run) throws IOException {
        String id = server.run(run, "id").path("id").asText();
        server.data("mutation M($id: ID!) { stopRun(input: {id: $id}) { success } }", Map.of("id", id));
    }

    private void rewind(String run, int step) throws IOException {
        server.data(
                "mutation M($run: String!, $step: Float!) { rewindRun(input: {runName: $run, projectName: \"p\","
                        + " metricName: \"_step\", metricValue: $step}) { rewoundRun { id } } }",
                Map.of("run", run, "step", step));
    }

    private static String branchPoint(String run, int step) {
        return "{\"_wandb\":{\"value\":{\"t\":{},\"branch_point\":{\"run_id\":\"" + run + "\",\"step\":" + step
                + "}}}}";
    }

    private String upsertError(Map<String, ?> input) throws IOException {
        return server.error(
                "mutation M($input: UpsertBucketInput!) { upsertBucket(input: $input) { inserted } }",
                Map.of("input", input));
    }
}
