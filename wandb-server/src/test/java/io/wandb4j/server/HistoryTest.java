package io.wandb4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.server.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistoryTest {

    private static final int ROWS = 2_000;

    private TestServer server;

    @BeforeAll
    void log(@TempDir Path directory) throws IOException {
        server = new TestServer(directory);
        server.upsert(Map.of("name", "a"));
        server.upsert(Map.of("name", "empty"));
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            String odd = i % 2 == 1 ? ",\"odd\":{\"x.y\":" + i + "}" : "";
            lines.add("{\"_step\":" + 3 * i + ",\"i\":" + i + ",\"n\":" + (i == 0 ? "NaN" : "1.5") + odd + "}");
        }
        server.history("a", 0, lines);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void givesEveryRowOfARangeOfSteps() throws IOException {
        JsonNode page = server.run("a", "history(minStep: 3, maxStep: 3000, samples: 10)")
                .path("history");

        assertThat(page).hasSize(999);
        assertThat(page.path(0).asText()).startsWith("{\"_step\":3,");
        assertThat(page.path(998).asText()).startsWith("{\"_step\":2997,");
    }

    @Test
    void thinsAWholeHistoryEvenlyAndKeepsItsEnds() throws IOException {
        JsonNode rows = server.run("a", "history(samples: 5)").path("history");

        assertThat(rows).hasSize(5);
        assertThat(Json.stored(rows.path(0).asText()).path("i").asInt()).isZero();
        assertThat(Json.stored(rows.path(2).asText()).path("i").asInt()).isEqualTo(999);
        assertThat(Json.stored(rows.path(4).asText()).path("i").asInt()).isEqualTo(ROWS - 1);
    }

    @Test
    void givesTheRowsThatHoldAllKeys() throws IOException {
        JsonNode all = sampled("{\"keys\":[\"_step\",\"odd.x.y\"],\"samples\":5000}");
        assertThat(all).hasSize(ROWS / 2);
        assertThat(all.path(0)).hasToString("{\"_step\":3,\"odd.x.y\":1}");
        assertThat(sampled("{\"keys\":[\"i\"],\"samples\":10}")).hasSize(10);
        assertThat(sampled("{\"keys\":[\"i\"],\"minStep\":30,\"maxStep\":36}"))
                .hasToString("[{\"i\":10},{\"i\":11},{\"i\":12}]");
        assertThat(sampled("{\"keys\":[\"missing\"]}")).isEmpty();
    }

    @Test
    void looksIntoALongHistoryAtEvenDistances() throws IOException {
        JsonNode rows = sampled("{\"keys\":[\"i\",\"odd.x.y\"],\"samples\":4}");

        assertThat(rows)
                .hasToString("[{\"i\":1,\"odd.x.y\":1},{\"i\":501,\"odd.x.y\":501},"
                        + "{\"i\":1001,\"odd.x.y\":1001},{\"i\":1999,\"odd.x.y\":1999}]");
    }

    @Test
    void writesNotANumberAsTextWhereAStrictParserReadsIt() throws IOException {
        assertThat(sampled("{\"keys\":[\"n\"],\"maxStep\":3}")).hasToString("[{\"n\":\"NaN\"},{\"n\":1.5}]");
    }

    @Test
    void tellsKeysAndTheLastStep() throws IOException {
        JsonNode keys = server.run("a", "historyKeys").path("historyKeys");
        assertThat(keys.path("lastStep").asInt()).isEqualTo(3 * (ROWS - 1));
        assertThat(keys.path("keys")
                        .path("i")
                        .path("typeCounts")
                        .path(0)
                        .path("count")
                        .asInt())
                .isEqualTo(ROWS);
        server.data(
                "mutation M($id: String!) { upsertBucket(input: {id: $id, summaryMetrics: \"{\\\"i\\\": 7}\"}) {"
                        + " bucket { id } } }",
                Map.of("id", server.run("a", "id").path("id").asText()));
        assertThat(server.run("a", "historyKeys")
                        .at("/historyKeys/keys/i/previousValue")
                        .asInt())
                .isEqualTo(7);
        assertThat(server.run("empty", "historyKeys").path("historyKeys").isNull())
                .isTrue();
    }

    @Test
    void keepsNothingInOtherFormats() throws IOException {
        assertThat(server.run("a", "parquetHistory(liveKeys: [\"_step\"]) { parquetUrls liveData }"))
                .hasToString("{\"parquetHistory\":{\"parquetUrls\":[],\"liveData\":[]}}");
    }

    private JsonNode sampled(String spec) throws IOException {
        return server.data(
                        "query Q($spec: JSONString!) { project(name: \"p\") { run(name: \"a\") {"
                                + " sampledHistory(specs: [$spec]) } } }",
                        Map.of("spec", spec))
                .path("project")
                .path("run")
                .path("sampledHistory")
                .path(0);
    }
}
