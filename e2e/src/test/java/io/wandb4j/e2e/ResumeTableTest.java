package io.wandb4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wandb4j.internal.json.Json;
import io.wandb4j.server.LocalServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

/** Every cell of the resume table, played by this client and by the official one against the same server. */
class ResumeTableTest {
    private static final Map<String, ObjectNode> OURS = new HashMap<>();
    private static final Map<String, ObjectNode> OFFICIAL = new HashMap<>();

    @TempDir
    static Path dir;

    private static LocalServer server;
    private static SpyProxy proxy;

    @BeforeAll
    static void play() throws IOException, InterruptedException {
        server = LocalServer.start(dir.resolve("server"));
        proxy = new SpyProxy(server.url());
        playOurs();
        try {
            playOfficial(PythonClient.of(server, Files.createDirectories(dir.resolve("home")))
                    .at(proxy.url()));
        } catch (TestAbortedException e) {
            OFFICIAL.clear(); // not installed: the tests that need it say so
        }
    }

    @AfterAll
    static void stop() {
        proxy.close();
        server.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cells")
    void startsAsTheTableSays(ResumeCell cell) {
        assertHolds(OURS.get(cell.name), cell.expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cells")
    void theOfficialClientDoesTheSame(ResumeCell cell) {
        assumeTrue(!OFFICIAL.isEmpty(), "the official client is not installed");
        ObjectNode official = OFFICIAL.get(cell.name);
        if (cell.officialLosesData) {
            assertThatThrownBy(() -> assertHolds(official, cell.expected)).isInstanceOf(AssertionError.class);
            return;
        }
        assertHolds(official, cell.expected);
        if (!official.has("error")) {
            assertThat(withoutRuntime(OURS.get(cell.name))).isEqualTo(withoutRuntime(official));
        }
    }

    static List<ResumeCell> cells() {
        return ResumeCells.all();
    }

    private static void playOurs() throws IOException {
        ResumeTable table = new ResumeTable(server, proxy, "j", dir.resolve("ours"));
        JavaSessions sessions = new JavaSessions(proxy.url(), server.apiKey());
        for (ResumeCell cell : ResumeCells.all()) {
            ObjectNode told = table.prepare(cell);
            OURS.put(cell.name, table.outcome(told.path("key").asText(), sessions.play(told)));
        }
    }

    private static void playOfficial(PythonClient python) throws IOException, InterruptedException {
        ResumeTable table = new ResumeTable(server, proxy, "p", dir.resolve("official"));
        ArrayNode told = Json.MAPPER.createArrayNode();
        Map<String, String> names = new HashMap<>();
        for (ResumeCell cell : ResumeCells.all()) {
            ObjectNode one = table.prepare(cell);
            told.add(one);
            names.put(one.path("key").asText(), cell.name);
        }
        Path cells = Files.writeString(dir.resolve("cells.json"), Json.write(told));
        Path outcomes = dir.resolve("outcomes.json");
        python.run("resume_table.py", cells.toString(), outcomes.toString());
        Json.read(Files.readString(outcomes))
                .properties()
                .forEach(entry ->
                        OFFICIAL.put(names.get(entry.getKey()), table.outcome(entry.getKey(), entry.getValue())));
    }

    // a resumed run's overflows in version 0.30.0 of the official client
    private static ObjectNode withoutRuntime(ObjectNode outcome) {
        ObjectNode rest = outcome.deepCopy();
        ((ObjectNode) rest.path("stored")).remove("runtime");
        return rest;
    }

    /** What the table says must be in the outcome; the outcome may say more. */
    private static void assertHolds(JsonNode outcome, JsonNode expected) {
        if (expected.has("error")) {
            String kind = expected.at("/error/kind").asText();
            assertThat(outcome.has("error")).as("it started: %s", outcome).isTrue();
            assertThat(outcome.at("/error/message").asText())
                    .contains(expected.at("/error/says").asText());
            assertThat(outcome.at("/error/kind").asText())
                    .isEqualTo(kind.equals("any") ? outcome.at("/error/kind").asText() : kind);
        } else {
            assertThat(outcome.has("error")).as("it failed: %s", outcome).isFalse();
        }
        for (Map.Entry<String, JsonNode> entry : expected.properties()) {
            if (entry.getKey().equals("stored") || entry.getKey().equals("created")) {
                entry.getValue().properties().forEach(inner -> assertThat(
                                outcome.path(entry.getKey()).path(inner.getKey()))
                        .as("%s.%s of %s", entry.getKey(), inner.getKey(), outcome)
                        .isEqualTo(inner.getValue()));
            } else if (!entry.getKey().equals("error")) {
                assertThat(outcome.path(entry.getKey()))
                        .as("%s of %s", entry.getKey(), outcome)
                        .isEqualTo(entry.getValue());
            }
        }
    }
}
