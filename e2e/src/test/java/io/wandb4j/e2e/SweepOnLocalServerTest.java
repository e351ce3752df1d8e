package io.wandb4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.Wandb;
import io.wandb4j.query.Api;
import io.wandb4j.run.Run;
import io.wandb4j.run.RunFunction;
import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Settings;
import io.wandb4j.sweep.Agent;
import io.wandb4j.sweep.AgentReport;
import io.wandb4j.sweep.AgentReport.Ending;
import io.wandb4j.sweep.Sweep;
import io.wandb4j.sweep.SweepFunction;
import io.wandb4j.sweeps.config.Goal;
import io.wandb4j.sweeps.config.Method;
import io.wandb4j.sweeps.config.Parameter;
import io.wandb4j.sweeps.config.SweepConfig;
import io.wandb4j.sweeps.space.OneOf;
import io.wandb4j.sweeps.space.Range;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sweeps and agents of the client on the local server, which was written without a look at the client. */
@Timeout(300)
class SweepOnLocalServerTest {
    private static final int EPOCHS = 8;
    private static final String HEARTBEAT = "/agents/edges/0/node/heartbeatAt";

    @TempDir
    Path dir;

    private LocalServer server;
    private Settings settings;

    @BeforeEach
    void start() {
        server = LocalServer.start(dir.resolve("server"));
        settings = Settings.builder()
                .baseUrl(server.url())
                .apiKey(server.apiKey())
                .project("sweeps")
                .rootDir(dir)
                .silent(true)
                .build();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void handsOutEveryPointOfAGridOnceToTwoAgents() {
        Sweep sweep = sweep("""
                method: grid
                metric: {name: score, goal: minimize}
                parameters:
                  x: {values: [1, 2, 3, 4]}
                  y: {parameters: {z: {values: [a, b]}}}
                """);
        ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
        List<AgentReport> reports = inParallel(2, sweep, run -> {
            seen.add(run.config().get("x") + " " + run.config().get("y"));
            run.log(Map.of("score", run.config().getInt("x")));
        });
        assertThat(seen)
                .containsExactlyInAnyOrder(
                        "1 {z=a}", "1 {z=b}", "2 {z=a}", "2 {z=b}", "3 {z=a}", "3 {z=b}", "4 {z=a}", "4 {z=b}");
        assertThat(reports).extracting(AgentReport::ending).containsOnly(Ending.SWEEP_DONE);
        assertThat(reports).flatExtracting(AgentReport::warnings).isEmpty();
        assertThat(stored(sweep).path("state").asText()).isEqualTo("FINISHED");
        assertThat(runs(sweep))
                .hasSize(8)
                .allMatch(run -> run.path("state").asText().equals("finished"));
    }

    @Test
    void startsNoMoreRunsThanTheCapAllows() {
        Sweep sweep = sweep("{method: random, run_cap: 5, parameters: {x: {min: 0.0, max: 1.0}}}");
        AtomicInteger calls = new AtomicInteger();
        List<AgentReport> reports = inParallel(2, sweep, run -> {
            calls.incrementAndGet();
            run.log(Map.of("x", run.config().getDouble("x")));
        });
        assertThat(calls).hasValue(5);
        assertThat(reports.stream().mapToInt(AgentReport::finished).sum()).isEqualTo(5);
        assertThat(runs(sweep)).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bayes", "bayes-ard", "tpe", "cma-es"})
    void searchesByWhatEarlierRunsOfAllAgentsDid(String method) {
        Sweep sweep = sweep("""
                method: %s
                run_cap: 16
                metric: {name: loss, goal: minimize}
                early_terminate: {type: median, min_iter: 2}
                parameters:
                  learning_rate: {distribution: log_uniform_values, min: 0.0001, max: 1.0}
                  batch_size: {values: [32, 64, 128]}
                """.formatted(method));
        ConcurrentLinkedQueue<HyperParams> seen = new ConcurrentLinkedQueue<>();
        SweepFunction<HyperParams> train = (run, values) -> {
            seen.add(values);
            run.log(Map.of("loss", Math.abs(Math.log10(values.learningRate()) + 2) + values.batchSize() / 128.0));
        };
        List<AgentReport> reports = inParallel(2, () -> Agent.of(sweep.path(), HyperParams.class, train)
                .with(settings)
                .heartbeat(Duration.ofMillis(100)));
        assertThat(reports.stream().mapToInt(AgentReport::finished).sum()).isEqualTo(16);
        assertThat(seen).hasSize(16).doesNotHaveDuplicates();
        assertThat(stored(sweep).path("state").asText()).isEqualTo("FINISHED");
    }

    /** The guide "add W&B to your code", as one program. */
    @Test
    void addsSweepsToTheUsersOwnProgram() {
        SweepConfig configuration = SweepConfig.builder()
                .name("sweepdemo")
                .method(Method.RANDOM)
                .metric("val_acc", Goal.MAXIMIZE)
                .parameter("batch_size", Parameter.values(16, 32, 64))
                .parameter("epochs", Parameter.values(5, 10, 15))
                .parameter("lr", Parameter.uniform(0.0001, 0.1))
                .build();
        Sweep sweep = Wandb.sweep(
                configuration, settings.toBuilder().project("my-first-sweep").build());
        AgentReport report = Wandb.agent(sweep, SweepOnLocalServerTest::trainAndValidate, settings, 4);

        assertThat(report.finished()).isEqualTo(4);
        assertThat(report.warnings()).isEmpty();
        assertThat(runs(sweep)).hasSize(4).allSatisfy(run -> {
            assertThat(run.path("state").asText()).isEqualTo("finished");
            assertThat(run.path("historyLineCount").asInt()).isIn(5, 10, 15);
        });
        assertThat(sweep.results(settings).best()).isPresent();
    }

    private static void trainAndValidate(Run run) {
        double rate = run.config().getDouble("lr");
        int batch = run.config().getInt("batch_size");
        for (int epoch = 1; epoch <= run.config().getInt("epochs"); epoch++) {
            double loss = 0.2 + (epoch * rate) / batch;
            run.log(Map.of(
                    "epoch",
                    epoch,
                    "train_acc",
                    1 - loss,
                    "train_loss",
                    loss,
                    "val_acc",
                    0.9 - loss,
                    "val_loss",
                    loss));
        }
    }

    @Test
    void stopsARunThatHyperbandFindsBad() {
        Sweep sweep = sweep("""
                method: grid
                metric: {name: loss, goal: minimize}
                early_terminate: {type: hyperband, min_iter: 3, eta: 2}
                parameters:
                  level: {values: [1, 2, 9]}
                """);
        AgentReport report =
                agent(sweep, run -> train(run, run.config().getInt("level"))).run();
        assertThat(report.finished()).isEqualTo(2);
        assertThat(report.stopped()).isOne();
        JsonNode bad = runs(sweep).stream()
                .filter(run -> run.path("config").asText().contains("\"value\":9"))
                .findFirst()
                .orElseThrow();
        assertThat(bad.path("stopped").asBoolean()).isTrue();
        assertThat(bad.path("state").asText()).isNotIn("failed", "running", "crashed");
        assertThat(bad.path("historyLineCount").asInt()).isBetween(3, 4).isLessThan(EPOCHS);
    }

    @Test
    void pausesGoesOnAndIsCanceledAtTheNextHeartbeat() throws InterruptedException {
        Sweep endless = sweep("{method: random, parameters: {x: {min: 0.0, max: 1.0}}}");
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch resumed = new CountDownLatch(1);
        try (Api api = Api.connect(settings)) {
            CompletableFuture<AgentReport> report = inThread(() -> agent(endless, run -> {
                if (calls.incrementAndGet() == 1) {
                    api.sweep(endless.path()).pause();
                    return;
                }
                resumed.countDown();
                while (!run.isStopped()) {
                    Thread.sleep(10);
                }
            }));
            while (runs(endless).stream()
                    .noneMatch(run -> run.path("state").asText().equals("finished"))) {
                Thread.sleep(10);
            }
            awaitHeartbeats(endless);
            assertThat(runs(endless)).hasSize(1);

            api.sweep(endless.path()).resume();
            resumed.await();
            api.sweep(endless.path()).cancel();
            assertThat(report.join()).isEqualTo(new AgentReport(endless.id(), 1, 0, 1, Ending.SWEEP_DONE, List.of()));
        }
        assertThat(calls).hasValue(2);
    }

    /** Waits until its agent has asked for work several times since now. */
    private void awaitHeartbeats(Sweep sweep) throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            String last = stored(sweep).at(HEARTBEAT).asText();
            while (stored(sweep).at(HEARTBEAT).asText().equals(last)) {
                Thread.sleep(10);
            }
        }
    }

    @Test
    void goesOnAfterARunThatFailed() {
        Sweep sweep = sweep("{method: grid, parameters: {x: {values: [1, 2, 3]}}}");
        AgentReport report = agent(sweep, run -> {
                    run.log(Map.of("x", run.config().getInt("x")));
                    if (run.config().getInt("x") == 2) {
                        throw new IllegalStateException("2 is not to be had");
                    }
                })
                .run();
        assertThat(report).isEqualTo(new AgentReport(sweep.id(), 2, 1, 0, Ending.SWEEP_DONE, List.of()));
        assertThat(runs(sweep))
                .extracting(run -> run.path("state").asText())
                .containsExactlyInAnyOrder("finished", "failed", "finished");
        assertThat(runs(sweep)).allMatch(run -> run.path("historyLineCount").asInt() == 1);
    }

    /** Logs the same loss over and over; the worst run waits at its fourth value, at the latest, for the verdict of the third. */
    private static void train(Run run, int level) throws InterruptedException {
        for (int epoch = 1; epoch <= EPOCHS && !run.isStopped(); epoch++) {
            run.log(Map.of("loss", level));
            for (int i = 0; i < 20_000 && level == 9 && epoch == 4 && !run.isStopped(); i++) {
                Thread.sleep(10);
            }
        }
    }

    private Sweep sweep(String yaml) {
        return Sweep.create(SweepConfig.parse(yaml), settings);
    }

    private Agent agent(Sweep sweep, RunFunction function) {
        return Agent.of(sweep, function).with(settings).heartbeat(Duration.ofMillis(100));
    }

    private record HyperParams(
            @Range(min = 1e-4, max = 1, log = true) double learningRate,
            @OneOf({"32", "64", "128"}) int batchSize) {}

    private List<AgentReport> inParallel(int agents, Sweep sweep, RunFunction function) {
        return inParallel(agents, () -> agent(sweep, function));
    }

    private static List<AgentReport> inParallel(int agents, Supplier<Agent> agent) {
        List<CompletableFuture<AgentReport>> reports = new ArrayList<>();
        for (int i = 0; i < agents; i++) {
            reports.add(inThread(agent));
        }
        return reports.stream().map(CompletableFuture::join).toList();
    }

    private static CompletableFuture<AgentReport> inThread(Supplier<Agent> agent) {
        return CompletableFuture.supplyAsync(() -> agent.get().run(), task -> new Thread(task).start());
    }

    private JsonNode stored(Sweep sweep) {
        return new RawGraphQl(server.url(), server.apiKey())
                .ask("""
                        query S($entity: String, $project: String, $sweep: String!) {
                          project(name: $project, entityName: $entity) {
                            sweep(sweepName: $sweep) {
                              state
                              agents { edges { node { heartbeatAt } } }
                              runs(first: 50) { edges { node { name state stopped config historyLineCount } } }
                            }
                          }
                        }
                        """, Map.of("entity", sweep.entity(), "project", sweep.project(), "sweep", sweep.id()))
                .at("/project/sweep");
    }

    private List<JsonNode> runs(Sweep sweep) {
        List<JsonNode> runs = new ArrayList<>();
        stored(sweep).at("/runs/edges").forEach(edge -> runs.add(edge.path("node")));
        return runs;
    }
}
