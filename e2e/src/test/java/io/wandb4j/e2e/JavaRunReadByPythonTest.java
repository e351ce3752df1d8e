package io.wandb4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wandb4j.Wandb;
import io.wandb4j.artifact.Artifact;
import io.wandb4j.metric.MetricDefinition;
import io.wandb4j.metric.MetricDefinition.Kind;
import io.wandb4j.query.Api;
import io.wandb4j.query.RunChange;
import io.wandb4j.run.Run;
import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Java logs is what the official client reads. */
class JavaRunReadByPythonTest {
    private static final int ROWS = 1_500; // more than one page of the official client

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .build();

    /** The official client reads 1.0 as 1: numbers are compared by value. */
    private static final Comparator<JsonNode> BY_VALUE =
            (a, b) -> a.isNumber() && b.isNumber() ? Double.compare(a.asDouble(), b.asDouble()) : a.equals(b) ? 0 : 1;

    @TempDir
    Path dir;

    @Test
    void everyValueOfEveryStepComesBack() throws Exception {
        try (LocalServer server = LocalServer.start(dir.resolve("server"))) {
            PythonClient python = PythonClient.of(server, dir);
            List<Map<String, Object>> logged = new ArrayList<>();
            Run run = Wandb.init(settings(server).build());
            try (run) {
                record(run, logged);
            }
            try (Api api = Wandb.api(settings(server).build())) {
                api.run(path(run))
                        .change(RunChange.none().config("seen", List.of(1, 2)).summary("graded", true));
            }
            JsonNode read = read(python, path(run));
            assertThat(read.path("summary").path("graded").asBoolean()).isTrue();
            assertThat(read.path("state").asText()).isEqualTo("finished");
            assertThat(read.path("name").asText()).isEqualTo("renamed");
            assertThat(read.path("tags")).isEqualTo(JSON.readTree("[\"a\",\"b\"]"));
            assertThat(read.path("config"))
                    .isEqualTo(JSON.readTree(
                            "{\"lr\":0.1,\"net\":{\"width\":[64,64]},\"added\":\"later\"," + "\"seen\":[1,2]}"));
            assertThat(read.path("summary").path("loss").path("min").asDouble()).isEqualTo(1.0 / ROWS);
            assertThat(read.path("summary").path("chosen").asText()).isEqualTo("by hand");
            assertThat(read.path("files").toString())
                    .contains("config.yaml", "wandb-summary.json", "wandb-metadata.json");
            assertSameRows(read.path("history"), logged);
            assertThat(read.path("artifacts"))
                    .isEqualTo(JSON.readTree("[[\"weights:v0\",\"model\",[\"best\",\"latest\"],\"0123456789\"]]"));
        }
    }

    @Test
    void aRunWhoseBodyThrowsIsFailedAndKeepsItsRows() throws Exception {
        try (LocalServer server = LocalServer.start(dir.resolve("server"))) {
            PythonClient python = PythonClient.of(server, dir);
            Settings settings = settings(server).id("broken").build();
            try {
                Wandb.run(settings, run -> {
                    run.log(Map.of("loss", 1));
                    throw new IllegalStateException("boom");
                });
            } catch (IllegalStateException expected) {
                assertThat(expected).hasMessage("boom");
            }
            JsonNode read = read(python, server.entity() + "/from-java/broken");
            assertThat(read.path("state").asText()).isEqualTo("failed");
            assertThat(read.path("history")).hasSize(1);
        }
    }

    private static JsonNode read(PythonClient python, String run) throws Exception {
        String printed = python.run("read_run.py", run);
        return JSON.readTree(
                printed.lines().filter(line -> line.startsWith("{")).findFirst().orElseThrow());
    }

    private void record(Run run, List<Map<String, Object>> logged) throws Exception {
        run.defineMetric(MetricDefinition.of("loss").withSummary(Kind.MIN));
        run.config().set("added", "later");
        run.rename("renamed");
        run.tags(List.of("a", "b"));
        for (int i = 0; i < ROWS; i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("loss", 1.0 / (i + 1));
            row.put("i", i);
            row.put("deep", Map.of("x", Map.of("y", i * 1e-7)));
            row.put("text", "row " + i + " ü 😀 \"q\"");
            if (i % 100 == 0) {
                row.put("odd", i % 200 == 0 ? Double.NaN : Double.NEGATIVE_INFINITY);
                row.put("list", List.of(i, 2.5, "x", true));
            }
            run.log(row);
            logged.add(row);
        }
        run.summary().set("chosen", "by hand");
        Path file = Files.writeString(dir.resolve("weights.bin"), "0123456789");
        run.logArtifact(
                Artifact.create("weights", "model", run.settings())
                        .addFile(file)
                        .metadata(Map.of("acc", 0.5)),
                "best");
    }

    private static void assertSameRows(JsonNode read, List<Map<String, Object>> logged) throws Exception {
        assertThat(read).hasSize(logged.size());
        for (int step = 0; step < logged.size(); step++) {
            JsonNode row = read.get(step);
            assertThat(row.path("_step").asInt()).isEqualTo(step);
            for (Map.Entry<String, Object> entry : logged.get(step).entrySet()) {
                JsonNode expected = JSON.readTree(JSON.writeValueAsString(entry.getValue()));
                assertThat(expected.equals(BY_VALUE, row.path(entry.getKey())))
                        .as("step %s, %s: %s instead of %s", step, entry.getKey(), row.path(entry.getKey()), expected)
                        .isTrue();
            }
        }
    }

    private String path(Run run) {
        return run.entity() + "/" + run.project() + "/" + run.id();
    }

    private Settings.Builder settings(LocalServer server) {
        return Settings.builder()
                .baseUrl(server.url())
                .apiKey(server.apiKey())
                .project("from-java")
                .rootDir(dir)
                .dataDir(dir.resolve("data"))
                .cacheDir(dir.resolve("cache"))
                .silent(true)
                .config("lr", 0.1)
                .config("net", Map.of("width", List.of(64, 64)));
    }
}
