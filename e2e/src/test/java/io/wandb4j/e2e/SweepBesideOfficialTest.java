package io.wandb4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.query.Api;
import io.wandb4j.query.StoredRun;
import io.wandb4j.run.Run;
import io.wandb4j.run.RunFunction;
import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Settings;
import io.wandb4j.sweep.Agent;
import io.wandb4j.sweep.AgentReport;
import io.wandb4j.sweep.Sweep;
import io.wandb4j.sweeps.config.SweepConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The official client and our agents on the same sweeps. */
@Timeout(600)
class SweepBesideOfficialTest {
    @TempDir
    Path dir;

    private LocalServer server;
    private ServerSocket meeting;
    private Settings settings;

    @BeforeEach
    void start() throws IOException {
        server = LocalServer.start(dir.resolve("server"));
        meeting = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        meeting.setSoTimeout(240_000);
        settings = Settings.builder()
                .baseUrl(server.url())
                .apiKey(server.apiKey())
                .project("both")
                .rootDir(dir)
                .silent(true)
                .build();
    }

    @AfterEach
    void close() throws IOException {
        meeting.close();
        server.close();
    }

    @Test
    void shareTheRunsOfASweepAndStopWhenItIsCanceled() throws Exception {
        Sweep grid = sweep("{method: grid, parameters: {x: {values: [1, 2, 3, 4, 5, 6]}}}");
        Sweep endless = sweep("{method: random, parameters: {x: {min: 0.0, max: 1.0}}}");
        PythonClient python = PythonClient.of(server, Files.createDirectories(dir.resolve("python")));
        CompletableFuture<String> official =
                CompletableFuture.supplyAsync(() -> work(python, grid, endless), task -> new Thread(task).start());

        AgentReport report = agent(grid, meeting(run -> {
                    run.config().set("client", "java");
                    run.log(Map.of("loss", Math.pow(run.config().getInt("x"), 2)));
                }))
                .run();
        AgentReport stopped =
                agent(endless, meeting(run -> waitUntilStopped(run, endless))).run();

        official.join();
        assertThat(report.failed() + stopped.failed()).isZero();
        assertThat(stopped.stopped()).isOne();
        try (Api api = Api.connect(settings)) {
            List<StoredRun> shared = api.sweep(grid.path()).runs().toList();
            assertThat(shared.stream().map(run -> run.config().number("x").orElseThrow()))
                    .containsExactlyInAnyOrder(1.0, 2.0, 3.0, 4.0, 5.0, 6.0);
            assertThat(shared).allMatch(run -> run.state().equals("finished"));
            assertThat(shared.stream().map(run -> run.config().text("client").orElseThrow()))
                    .contains("java", "python");
            assertThat(api.sweep(grid.path()).state()).isEqualTo("FINISHED");
            assertThat(api.sweep(endless.path()).runs()).hasSize(2);
        }
    }

    @Test
    void aPythonProgramRunsUnderOurAgentAsItIs() throws Exception {
        Sweep sweep = sweep("{method: grid, program: train.py,"
                + " parameters: {learning_rate: {values: [0.5, 1.0e-5, 2.0]}, epochs: {value: 3}}}");
        Path home = Files.createDirectories(dir.resolve("python"));
        PythonClient python = PythonClient.of(server, home);
        Files.copy(Path.of(python.command("train.py").get(1)), home.resolve("train.py"));

        String printed = python.ourAgent(sweep.path(), "--count", "2");

        try (Api api = Api.connect(settings)) {
            List<StoredRun> runs = api.sweep(sweep.path()).runs().toList();
            assertThat(runs).as(printed).hasSize(2).allMatch(run -> run.state().equals("finished"));
            assertThat(runs.stream().map(run -> run.scanHistory("loss")
                            .map(row -> row.number("loss").orElseThrow())
                            .toList()))
                    .containsExactlyInAnyOrder(List.of(0.5, 0.25, 0.5 / 3), List.of(1e-5, 0.5e-5, 1e-5 / 3));
        }
    }

    private String work(PythonClient python, Sweep grid, Sweep endless) {
        try {
            return python.run("beside_java.py", Integer.toString(meeting.getLocalPort()), grid.path(), endless.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Begins with a run during which the other agent is in a run, too. */
    private RunFunction meeting(RunFunction function) {
        AtomicBoolean met = new AtomicBoolean();
        return run -> {
            if (!met.getAndSet(true)) {
                try (Socket other = meeting.accept()) {
                    other.getOutputStream().write('!');
                }
            }
            function.accept(run);
        };
    }

    private void waitUntilStopped(Run run, Sweep sweep) throws InterruptedException {
        try (Api api = Api.connect(settings)) {
            api.sweep(sweep.path()).cancel();
        }
        run.config().set("client", "java");
        while (!run.isStopped()) {
            Thread.sleep(20);
        }
    }

    private Sweep sweep(String yaml) {
        return Sweep.create(SweepConfig.parse(yaml), settings);
    }

    private Agent agent(Sweep sweep, RunFunction function) {
        return Agent.of(sweep, function).with(settings).heartbeat(Duration.ofMillis(100));
    }
}
