package io.wandb4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.Wandb;
import io.wandb4j.query.Api;
import io.wandb4j.query.StoredSweep;
import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Settings;
import io.wandb4j.sweep.Agent;
import io.wandb4j.sweep.AgentReport;
import io.wandb4j.sweep.Sweep;
import io.wandb4j.sweep.SweepController;
import io.wandb4j.sweep.SweepResults;
import io.wandb4j.sweeps.SweepRun;
import io.wandb4j.sweeps.config.SweepConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps that a process beside the server controls: the official one, then ours; agents of both clients do the runs. */
@Timeout(600)
class LocalControllerProtocolTest {
    private static final String CONFIG = """
            controller: {type: local}
            method: bayes
            run_cap: 5
            metric: {name: loss, goal: minimize}
            early_terminate: {type: hyperband, min_iter: 2, eta: 2}
            parameters: {x: {min: 0.0, max: 1.0}}
            """;

    @TempDir
    Path dir;

    /** Our agent keeps one run until the official one has done the others: so several go on at a time. */
    @Test
    void worksWithTheOfficialControllerAndOursWithOfficialAgents() throws Exception {
        try (LocalServer server = LocalServer.start(dir.resolve("server"))) {
            Settings settings = settings(server);
            Sweep sweep = Wandb.sweep(SweepConfig.parse(CONFIG), settings);
            CompletableFuture<SweepResults> controller = CompletableFuture.supplyAsync(
                    () -> SweepController.of(sweep.path())
                            .with(settings)
                            .every(Duration.ofMillis(200))
                            .run(),
                    LocalControllerProtocolTest::inThread);
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            CompletableFuture<AgentReport> ours = CompletableFuture.supplyAsync(
                    () -> Agent.of(sweep, run -> {
                                begun.countDown();
                                awaitOthers(settings, sweep, end);
                                run.log(Map.of("loss", run.config().getDouble("x")));
                            })
                            .with(settings)
                            .heartbeat(Duration.ofMillis(100))
                            .run(),
                    LocalControllerProtocolTest::inThread);
            begun.await();
            try {
                PythonClient.of(server, Files.createDirectories(dir.resolve("home")))
                        .run("local_controller.py", sweep.path());
            } finally {
                end.countDown();
            }
            assertThat(ours.join().finished()).isOne();
            SweepResults results = controller.join();
            assertThat(results.runs()).hasSize(5).allMatch(run -> run.summary().isPresent());
            assertThat(results.runs().stream().filter(run -> run.history().size() > 1))
                    .as("runs of the official agent")
                    .hasSize(4);
            assertThat(results.best().map(SweepRun::summary))
                    .contains(results.runs().stream()
                            .map(SweepRun::summary)
                            .min((a, b) -> Double.compare(a.orElseThrow(), b.orElseThrow()))
                            .orElseThrow());
        }
    }

    private static void awaitOthers(Settings settings, Sweep sweep, CountDownLatch end) throws InterruptedException {
        try (Api api = Api.connect(settings)) {
            StoredSweep stored = api.sweep(sweep.path());
            boolean ended = false;
            while (!ended
                    && stored.runs()
                                    .filter(run -> run.state().equals("finished"))
                                    .count()
                            < 4) {
                ended = end.await(100, TimeUnit.MILLISECONDS);
            }
        }
    }

    private static void inThread(Runnable task) {
        new Thread(task).start();
    }

    private Settings settings(LocalServer server) {
        return Settings.builder()
                .baseUrl(server.url())
                .apiKey(server.apiKey())
                .project("controlled")
                .rootDir(dir)
                .silent(true)
                .build();
    }
}
