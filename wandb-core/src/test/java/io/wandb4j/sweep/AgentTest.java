package io.wandb4j.sweep;

import static io.wandb4j.sweep.ScriptedServer.run;
import static io.wandb4j.sweep.ScriptedServer.stop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.errors.RunStoppedException;
import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.json.Json;
import io.wandb4j.run.Run;
import io.wandb4j.run.RunFunction;
import io.wandb4j.settings.Settings;
import io.wandb4j.sweep.AgentReport.Ending;
import io.wandb4j.sweeps.space.OneOf;
import io.wandb4j.sweeps.space.Range;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class AgentTest {
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofMillis(5);

    private final ScriptedServer server = new ScriptedServer();

    @TempDir
    Path dir;

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void callsTheFunctionForEveryRunAndAsksAgainAtOnce() {
        server.thenSay(run("r1", "{\"lr\":{\"value\":0.1}}")).thenSay(run("r2", "{\"lr\":{\"value\":0.2}}"));
        List<String> seen = new ArrayList<>();
        AgentReport report = agent(run -> seen.add(run.id() + " " + run.config().get("lr")), NEVER)
                .run();
        assertThat(seen).containsExactly("r1 0.1", "r2 0.2");
        assertThat(report).isEqualTo(new AgentReport("sw1", 2, 0, 0, Ending.SWEEP_DONE, List.of()));
        assertThat(server.exitCode("r1")).isZero();
        assertThat(server.sent("CreateAgent").get(0).path("sweep").asText()).isEqualTo("sw1");
    }

    @Test
    void laysTheSweepsValuesOverTheConfigAndLocksThem() {
        server.thenSay(
                run("r1", "{\"lr\":{\"value\":0.1},\"opt\":{\"value\":{\"decay\":0.5}},\"seed\":{\"value\":null}}"));
        List<Map<String, ?>> seen = new ArrayList<>();
        Settings defaults = settings().toBuilder()
                .config(Map.of("lr", 5, "epochs", 3, "opt", Map.of("name", "sgd", "decay", 0.9)))
                .build();
        agent(
                        run -> {
                            run.config().set("lr", 7).set("epochs", 4);
                            seen.add(run.config().toMap());
                        },
                        NEVER)
                .with(defaults)
                .run();
        assertThat(seen.get(0).get("lr")).isEqualTo(0.1);
        assertThat(seen.get(0).get("epochs")).isEqualTo(4);
        assertThat(seen.get(0).get("opt")).isEqualTo(Map.of("name", "sgd", "decay", 0.5));
        assertThat(seen.get(0)).containsEntry("seed", null);
        JsonNode created = server.sent("UpsertBucket").get(0);
        assertThat(created.path("sweep").asText()).isEqualTo("sw1");
        assertThat(created.path("name").asText()).isEqualTo("r1");
        assertThat(Json.read(created.path("config").asText()).at("/lr/value").asDouble())
                .isEqualTo(0.1);
    }

    @Test
    void marksARunThatThrowsAsFailedAndGoesOn() {
        server.thenSay(run("bad", "{}")).thenSay(run("good", "{}"));
        AgentReport report = agent(
                        run -> {
                            run.log(Map.of("loss", 1));
                            if (run.id().equals("bad")) {
                                throw new IllegalStateException("the data set is gone");
                            }
                        },
                        NEVER)
                .run();
        assertThat(report.failed()).isOne();
        assertThat(report.finished()).isOne();
        assertThat(server.exitCode("bad")).isOne();
        assertThat(server.exitCode("good")).isZero();
    }

    @Test
    void tellsARunThatTheServerWantsItStopped() {
        server.thenSay(run("r1", "{}"))
                .sayDuringARun()
                .sayDuringARun(stop("other"))
                .sayDuringARun(stop("r1"));
        AgentReport report = agent(AgentTest::trainUntilStopped, SOON).run();
        assertThat(report.stopped()).isOne();
        assertThat(server.exitCode("r1")).isZero();
        assertThat(server.sent("Heartbeat").get(1).path("runState").asText()).isEqualTo("{\"r1\":true}");
    }

    @Test
    void recordsARunThatLeftBecauseItWasStoppedAsStopped() {
        server.thenSay(run("r1", "{}"));
        AgentReport report = agent(
                        run -> {
                            throw new ExecutionException(new RunStoppedException("the server asked for it"));
                        },
                        NEVER)
                .run();
        assertThat(report).isEqualTo(new AgentReport("sw1", 0, 0, 1, Ending.SWEEP_DONE, List.of()));
        assertThat(server.exitCode("r1")).isZero();
    }

    @Test
    void keepsARunThatArrivesDuringAnother() {
        server.thenSay(run("r1", "{}"), run("r2", "{}"));
        List<String> seen = new ArrayList<>();
        agent(run -> seen.add(run.id()), NEVER).run();
        assertThat(seen).containsExactly("r1", "r2");
    }

    @Test
    void waitsWhileTheServerHasNothingToSay() {
        server.thenSay().thenSay().thenSay(run("r1", "{}"));
        AgentReport report = agent(run -> {}, SOON).run();
        assertThat(report.finished()).isOne();
    }

    @Test
    void endsWhenItsCountIsReached() {
        server.thenSay(run("r1", "{}")).thenSay(run("r2", "{}")).thenSay(run("r3", "{}"));
        AgentReport report = agent(run -> {}, NEVER).count(2).run();
        assertThat(report.runs()).isEqualTo(2);
        assertThat(report.ending()).isEqualTo(Ending.COUNT_REACHED);
        assertThat(server.sent("Heartbeat")).hasSize(2);
    }

    @Test
    void endsWhenTheFirstRunsAllFail() {
        for (int i = 0; i < 5; i++) {
            server.thenSay(run("r" + i, "{}"));
        }
        AgentReport report = agent(
                        run -> {
                            throw new IOException("no data");
                        },
                        NEVER)
                .run();
        assertThat(report.failed()).isEqualTo(3);
        assertThat(report.ending()).isEqualTo(Ending.TOO_MANY_FAILURES);
        assertThat(report.warnings()).singleElement().asString().contains("WANDB_AGENT_DISABLE_FLAPPING=true");
    }

    @Test
    void endsWhenTheSweepIsGone() {
        server.thenSay(run("r1", "{}")).thenForget();
        assertThat(agent(run -> {}, NEVER).run().ending()).isEqualTo(Ending.SWEEP_GONE);
    }

    @Test
    void pointsOutAMetricThatNoRunLogged() {
        server.sweepConfig("{method: random, metric: {name: epoch/val_loss}, parameters: {lr: {values: [1]}}}")
                .thenSay(run("r1", "{}"));
        AgentReport report =
                agent(run -> run.log(Map.of("val_loss", 1, "loss", 2)), NEVER).run();
        assertThat(report.warnings())
                .singleElement()
                .asString()
                .contains("no run logged \"epoch/val_loss\"", "logged was: loss, val_loss");
    }

    @Test
    void handsTheValuesToTheFunctionAsARecord() {
        server.thenSay(run("r1", "{\"learning_rate\":{\"value\":0.5},\"batch_size\":{\"value\":64}}"));
        List<HyperParams> seen = new ArrayList<>();
        Agent agent = Agent.of("ada/digits/sw1", HyperParams.class, (run, values) -> seen.add(values));
        assertThat(agent.with(settings()).heartbeat(SOON).run().finished()).isOne();
        assertThat(seen).containsExactly(new HyperParams(0.5, 64));
    }

    @Test
    void worksBesideOtherAgentsInOneJvm() {
        for (int i = 0; i < 6; i++) {
            server.thenSay(run("r" + i, "{\"lr\":{\"value\":" + i + "}}"));
        }
        ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
        RunFunction function = run -> seen.add(run.id() + "=" + run.config().get("lr"));
        Executor threads = task -> new Thread(task).start();
        CompletableFuture<AgentReport> first =
                CompletableFuture.supplyAsync(() -> agent(function, SOON).run(), threads);
        CompletableFuture<AgentReport> second =
                CompletableFuture.supplyAsync(() -> agent(function, SOON).run(), threads);
        assertThat(first.join().finished() + second.join().finished()).isEqualTo(6);
        assertThat(seen).containsExactlyInAnyOrder("r0=0", "r1=1", "r2=2", "r3=3", "r4=4", "r5=5");
    }

    @Test
    void refusesASweepThatIsNotThere() {
        Agent agent = Agent.of("ada/digits/nope", run -> {}).with(settings());
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(agent::run)
                .withMessageContaining("there is no sweep nope in project ada/digits");
        assertThat(server.sent("CreateAgent")).isEmpty();
    }

    @Test
    void readsHowASweepIsNamed() {
        assertThat(SweepPath.parse("a/b/c").entity()).contains("a");
        assertThat(SweepPath.parse("b/c").project()).contains("b");
        assertThat(SweepPath.parse("c").project()).isEmpty();
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> SweepPath.parse("a//c"))
                .withMessageContaining("is not a sweep");
    }

    @Test
    void givesUpAfterManyFailuresWithoutASuccess() {
        FailureLimits limits = FailureLimits.of(Map.of("WANDB_AGENT_DISABLE_FLAPPING", "true"));
        assertThat(limits.exceededBy(5, 5, Duration.ZERO)).isEmpty();
        assertThat(limits.exceededBy(6, 6, Duration.ZERO)).isPresent();
        assertThat(limits.exceededBy(6, 7, Duration.ZERO)).isEmpty();
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> FailureLimits.of(Map.of("WANDB_AGENT_MAX_INITIAL_FAILURES", "few")))
                .withMessageContaining("must be a whole number");
    }

    private static void trainUntilStopped(Run run) {
        while (!run.isStopped()) {
            Thread.onSpinWait();
        }
    }

    private Agent agent(RunFunction function, Duration heartbeat) {
        return Agent.of("ada/digits/sw1", function).with(settings()).heartbeat(heartbeat);
    }

    private Settings settings() {
        return Settings.builder()
                .baseUrl(server.url())
                .apiKey("0123456789".repeat(4))
                .rootDir(dir)
                .silent(true)
                .build();
    }

    private record HyperParams(
            @Range(min = 0, max = 1) double learningRate,
            @OneOf({"32", "64"}) int batchSize) {}
}
