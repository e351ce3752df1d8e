package io.wandb4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.Wandb;
import io.wandb4j.errors.UsageException;
import io.wandb4j.errors.WandbException;
import io.wandb4j.internal.json.Json;
import io.wandb4j.metric.MetricDefinition;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnlineRunTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path dir;

    private ScriptedServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = new ScriptedServer();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void sendsEveryRowOnceAndInOrder() {
        try (Run run = Wandb.init(settings().build())) {
            for (int i = 0; i < 500; i++) {
                run.log(Map.of("i", i, "nested", Map.of("x", Double.NaN)));
            }
        }
        List<String> rows = server.lines("wandb-history.jsonl");
        assertThat(rows).hasSize(500);
        assertThat(rows.get(499)).contains("\"i\":499", "\"_step\":499", "\"nested\":{\"x\":NaN}");
    }

    @Test
    void endsTheStreamWithTheExitCode() {
        Run run = Wandb.init(settings().build());
        run.log(Map.of("loss", 0.5));
        run.fail(new IllegalStateException("boom"));
        run.close();
        JsonNode last = server.fileStream().get(server.fileStream().size() - 1);
        assertThat(last.path("complete").asBoolean()).isTrue();
        assertThat(last.path("exitcode").asInt()).isEqualTo(1);
        assertThat(server.uploads())
                .contains("/put/wandb-metadata.json", "/put/config.yaml", "/put/wandb-summary.json");
        JsonNode summary = Json.read(server.lines("wandb-summary.json").get(0));
        assertThat(summary.path("loss").asDouble()).isEqualTo(0.5);
        assertThat(summary.path("_wandb").path("runtime").isInt()).isTrue();
    }

    @Test
    void sendsConfigMetricsAndTelemetry() {
        try (Run run = Wandb.init(settings().config("lr", 0.1).build())) {
            run.config().set("epochs", 2);
            run.defineMetric(MetricDefinition.of("epoch"));
            run.defineMetric(MetricDefinition.of("val/*").withStep("epoch"));
            run.log(Map.of("epoch", 1, "val/loss", 3));
        }
        JsonNode first = Json.read(server.upserts().get(0).path("config").asText());
        assertThat(first.at("/lr/value").asDouble()).isEqualTo(0.1);
        JsonNode last = Json.read(
                server.upserts().get(server.upserts().size() - 1).path("config").asText());
        assertThat(last.at("/epochs/value").asInt()).isEqualTo(2);
        assertThat(last.at("/_wandb/value/t/5").asText()).isEqualTo("0.30.0");
        assertThat(last.at("/_wandb/value/m").toString())
                .isEqualTo("[{\"1\":\"epoch\",\"6\":[3],\"7\":[]},{\"1\":\"val/loss\",\"5\":1,\"6\":[1,3],\"7\":[]}]");
    }

    @Test
    void takesTheNameThatTheServerGives() {
        try (Run run = Wandb.init(settings().build())) {
            assertThat(run.name()).isEqualTo("happy-sun-1");
            assertThat(run.url()).contains(server.url() + "/me/test/runs/" + run.id());
            run.rename("better");
            run.tags(List.of("a", "b"));
        }
        JsonNode renamed = server.upserts().stream()
                .filter(variables -> variables.path("displayName").asText().equals("better"))
                .reduce((before, after) -> after)
                .orElseThrow();
        assertThat(renamed.path("id").asText()).isEqualTo("storage-id");
        assertThat(renamed.path("tags").toString()).isEqualTo("[\"a\",\"b\"]");
        assertThat(renamed.path("config").isNull()).isTrue();
    }

    @Test
    void leavesOutTagsThatNoServerTakes() {
        try (Run run = Wandb.init(settings().build())) {
            run.tags(List.of("fine", "", "x".repeat(65)));
            assertThat(run.tags()).containsExactly("fine");
        }
        assertThat(server.upserts())
                .anySatisfy(upsert -> assertThat(upsert.path("tags").toString()).isEqualTo("[\"fine\"]"));
    }

    @Test
    void aRunThatCannotStartForItsArtifactsEndsWithAllItsThreads() {
        Settings settings = settings()
                .id("artless")
                .config("data", "wandb-artifact://me/test/missing:latest")
                .build();
        assertThatThrownBy(() -> Wandb.init(settings)).isInstanceOf(WandbException.class);
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .filter(name -> name.equals("wandb-sender-artless")))
                .isEmpty();
        assertThat(server.fileStream())
                .anySatisfy(body -> assertThat(body.path("exitcode").asInt()).isEqualTo(1));
    }

    @Test
    void givesBackItsConnectionsWhenItEnds() {
        Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")));
        Wandb.init(settings().build()).close();
        long before = openFiles();
        for (int i = 0; i < 20; i++) {
            try (Run run = Wandb.init(settings().build())) {
                run.log(Map.of("i", i));
            }
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (openFiles() >= before + 20 && System.nanoTime() < deadline) {
            Thread.onSpinWait(); // the server, which is in this process, too, closes its ends of them a moment later
        }
        assertThat(openFiles()).isLessThan(before + 20);
    }

    private static long openFiles() {
        return Objects.requireNonNull(Path.of("/proc/self/fd").toFile().list()).length;
    }

    @Test
    void learnsThatTheServerWantsItToStop() throws InterruptedException {
        server.answerStream(body -> ScriptedServer.json("{\"stopped\":true}"));
        try (Run run = Wandb.init(settings().build())) {
            run.log(Map.of("loss", 1));
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!run.isStopped() && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            assertThat(run.isStopped()).isTrue();
        }
    }

    @Test
    void resendsTheSameBatchAfterAServerError() {
        AtomicInteger failures = new AtomicInteger();
        server.answerStream(body -> body.has("complete") && failures.getAndIncrement() == 0
                ? ScriptedServer.status(503)
                        .newBuilder()
                        .addHeader("Retry-After", "0")
                        .build()
                : ScriptedServer.json("{}"));
        try (Run run = Wandb.init(settings().build())) {
            run.log(Map.of("i", 0));
        }
        assertThat(failures).hasValue(2);
        assertThat(server.lines("wandb-history.jsonl")).hasSize(1);
    }

    @Test
    void goesOnTrainingWhenTheServerRefusesTheData() throws IOException {
        server.answerStream(body -> ScriptedServer.status(404));
        Run run = Wandb.init(settings().build());
        for (int i = 0; i < 10; i++) {
            run.log(Map.of("i", i));
        }
        run.close();
        assertThat(Files.size(run.dir().orElseThrow().resolve("run-" + run.id() + ".wandb")))
                .isPositive();
    }

    @Test
    void leavesNothingBehindWhenTheServerRefusesTheRun() {
        server.refuseRuns(403);
        assertThatThrownBy(() -> Wandb.init(settings().build()))
                .isInstanceOf(WandbException.class)
                .hasMessageContaining("refused by the server");
        assertThat(dir.resolve("wandb")).doesNotExist();
    }

    @Test
    void refusesAKeyThatCannotBeOne() {
        assertThatThrownBy(() -> Wandb.init(settings().apiKey("short").build()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("API key");
    }

    private Settings.Builder settings() {
        return Settings.builder()
                .baseUrl(server.url())
                .apiKey("0123456789".repeat(4))
                .project("test")
                .rootDir(dir)
                .silent(true);
    }
}
