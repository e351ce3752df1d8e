package io.wandb4j.server;

import static io.wandb4j.server.TestServer.files;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.server.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStreamTest {

    @TempDir
    Path directory;

    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer(directory);
        server.upsert(Map.of("name", "a"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void storesEachLineOnceWhenARequestIsSentAgain() throws IOException {
        List<String> lines =
                List.of("{\"_step\":0,\"x\":1}", "{\"_step\":1,\"x\":NaN}", "{\"_step\":2,\"x\":-Infinity}");
        server.history("a", 0, lines);
        server.history("a", 0, lines);
        server.history("a", 2, List.of(lines.get(2), "{\"_step\":3,\"x\":\"text\"}"));

        JsonNode run = server.run("a", "historyLineCount history historyKeys");
        assertThat(run.path("historyLineCount").asInt()).isEqualTo(4);
        assertThat(texts(run.path("history")))
                .startsWith(lines.toArray(String[]::new))
                .hasSize(4);
        JsonNode types = run.path("historyKeys").path("keys").path("x").path("typeCounts");
        assertThat(types.path(0).path("count").asInt()).isEqualTo(3);
        assertThat(types.path(1).path("type").asText()).isEqualTo("string");
    }

    @Test
    void countsNestedKeysByTheirPathAndTypedValuesAsOne() throws IOException {
        server.history(
                "a",
                0,
                List.of("{\"_step\":0,\"n\":{\"p\":{\"q\":1}},\"h\":{\"bins\":[1],\"_type\":\"histogram\","
                        + "\"values\":[2]},\"last\":null}"));

        JsonNode keys = server.run("a", "historyKeys").path("historyKeys").path("keys");
        assertThat(keys.properties().stream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder("_step", "n.p.q", "h", "last");
        assertThat(keys.path("h").path("typeCounts").path(0).path("type").asText())
                .isEqualTo("histogram");
    }

    @Test
    void numbersTheStepsOfLinesWithoutOne() throws IOException {
        server.history("a", 0, List.of("{\"x\":1}", "{\"x\":2}"));

        assertThat(texts(server.run("a", "history(minStep: 1, maxStep: 2)").path("history")))
                .containsExactly("{\"x\":2,\"_step\":1}");
    }

    @Test
    void keepsTheLastSummaryAndTheLastValueOfEachSystemMetric() throws IOException {
        server.stream("a", files("wandb-summary.json", 0, List.of("{\"x\":1,\"n\":NaN}")));
        server.stream("a", files("wandb-summary.json", 0, List.of("{\"x\":2,\"n\":NaN}")));
        server.stream("a", files("wandb-events.jsonl", 0, List.of("{\"system.cpu\":1}", "{\"system.gpu\":3}")));
        server.stream("a", files("wandb-events.jsonl", 2, List.of("{\"system.cpu\":2}")));

        JsonNode run = server.run("a", "summaryMetrics systemMetrics eventsLineCount events(samples: 2)");
        assertThat(run.path("summaryMetrics").asText()).isEqualTo("{\"x\":2,\"n\":NaN}");
        assertThat(run.path("systemMetrics").asText()).isEqualTo("{\"system.cpu\":2,\"system.gpu\":3}");
        assertThat(run.path("eventsLineCount").asInt()).isEqualTo(3);
        assertThat(texts(run.path("events"))).containsExactly("{\"system.cpu\":1}", "{\"system.cpu\":2}");
    }

    @Test
    void rewritesConsoleLinesInPlace() throws IOException {
        server.stream(
                "a",
                files(
                        "output.log",
                        0,
                        List.of(
                                "2023-04-05T10:15:30.000000 10%",
                                "ERROR 2023-04-05T10:15:31.000000 [rank 1] boom", "bare")));
        server.stream("a", files("output.log", 0, List.of("2023-04-05T10:15:30.000000 100%")));

        JsonNode run = server.run(
                "a",
                "logLineCount logLines(first: 10) { edges { node { number timestamp level label"
                        + " line } } pageInfo { hasNextPage } } tail: logLines(last: 1) { edges { node { number line } } }");
        JsonNode lines = run.path("logLines").path("edges");
        assertThat(run.path("logLineCount").asInt()).isEqualTo(3);
        assertThat(lines.path(0).path("node").path("line").asText()).isEqualTo("100%");
        JsonNode second = lines.path(1).path("node");
        assertThat(second.path("level").asText()).isEqualTo("error");
        assertThat(second.path("label").asText()).isEqualTo("rank 1");
        assertThat(second.path("line").asText()).isEqualTo("boom");
        assertThat(second.path("timestamp").asText()).isEqualTo("2023-04-05T10:15:31.000000Z");
        assertThat(run.path("tail")
                        .path("edges")
                        .path(0)
                        .path("node")
                        .path("line")
                        .asText())
                .isEqualTo("bare");
        assertThat(run.path("tail")
                        .path("edges")
                        .path(0)
                        .path("node")
                        .path("number")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void storesNothingOfARequestWithABrokenLine() throws IOException {
        TestServer.Reply reply = server.history("a", 0, List.of("{\"_step\":0}", "{\"_step\":"));

        assertThat(reply.code()).isEqualTo(400);
        assertThat(reply.body()).contains("a history line is not valid JSON");
        assertThat(server.run("a", "historyLineCount").path("historyLineCount").asInt())
                .isZero();
    }

    @Test
    void refusesWhatIsNotAFileStream() throws IOException {
        assertThat(server.stream("a", "[]").code()).isEqualTo(400);
        assertThat(server.stream("a", "{\"files\":3}").code()).isEqualTo(400);
        assertThat(server.stream("a", files("wandb-history.jsonl", -1, List.of("{}")))
                        .code())
                .isEqualTo(400);
        assertThat(server.stream("a", "{\"complete\":tru").code()).isEqualTo(400);
        assertThat(server.stream("missing", "{}").code()).isEqualTo(404);
    }

    @Test
    void ignoresUnknownMembersAndFiles() throws IOException {
        assertThat(server.stream(
                                "a",
                                "{\"dropped\":3,\"failed\":false,\"new\":{\"x\":[1]},\"uploaded\":[\"f\"],"
                                        + "\"files\":{\"other.txt\":{\"offset\":0,\"content\":[\"x\"]}}}")
                        .code())
                .isEqualTo(200);
    }

    @Test
    void readsPackedBodies() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(files("wandb-history.jsonl", 0, List.of("{\"_step\":0}")).getBytes(StandardCharsets.UTF_8));
        }
        TestServer.Reply reply = server.send(server.request("/files/local/p/a/file_stream")
                .header("Content-Encoding", "gzip")
                .post(RequestBody.create(packed.toByteArray(), TestServer.JSON)));

        assertThat(reply.code()).isEqualTo(200);
        assertThat(server.run("a", "historyLineCount").path("historyLineCount").asInt())
                .isEqualTo(1);
    }

    @Test
    void takesALineOfTenMegabytes() throws IOException {
        String line = "{\"_step\":0,\"x\":\"" + "é".repeat(5_000_000) + "\"}";
        assertThat(server.history("a", 0, List.of(line)).code()).isEqualTo(200);
        assertThat(texts(server.run("a", "history").path("history"))).containsExactly(line);
    }

    @Test
    void keepsRunsApartThatWriteAtTheSameTime() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Callable<Void>> writers = new ArrayList<>();
        for (int run = 0; run < 4; run++) {
            String name = "w" + run;
            writers.add(() -> writeTwoHundredLines(name));
        }
        for (Future<Void> writer : threads.invokeAll(writers)) {
            writer.get();
        }
        threads.shutdown();

        for (int run = 0; run < 4; run++) {
            List<String> lines =
                    texts(server.run("w" + run, "history(samples: 500)").path("history"));
            assertThat(lines).hasSize(200).allMatch(line -> line.contains("w"));
            assertThat(Json.stored(lines.get(199)).path("_step").asInt()).isEqualTo(199);
        }
    }

    private Void writeTwoHundredLines(String name) throws IOException {
        server.upsert(Map.of("name", name));
        for (int i = 0; i < 200; i += 10) {
            List<String> lines = new ArrayList<>();
            for (int step = i; step < i + 10; step++) {
                lines.add("{\"_step\":" + step + ",\"by\":\"" + name + "\"}");
            }
            assertThat(server.history(name, i, lines).code()).isEqualTo(200);
        }
        return null;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }
}
