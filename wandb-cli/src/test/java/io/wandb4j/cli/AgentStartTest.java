package io.wandb4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.Wandb;
import io.wandb4j.query.Api;
import io.wandb4j.query.StoredRun;
import io.wandb4j.run.Run;
import io.wandb4j.server.LocalServer;
import io.wandb4j.sweep.Sweep;
import io.wandb4j.sweeps.config.SweepConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jline.utils.Signals;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The agent as a process of its own, with a class on the class path as the program of the sweep. */
@DisabledOnOs(OS.WINDOWS)
class AgentStartTest {
    static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @TempDir
    Path dir;

    private LocalServer server;
    private Api api;

    @BeforeEach
    void start() {
        server = LocalServer.start(dir.resolve("server"));
        api = Api.connect(LocalLogin.at(server));
    }

    @AfterEach
    void stop() {
        api.close();
        server.close();
    }

    /** Logs what it was given; waits for a word from a port if one is named. */
    static final class Trainer {
        private Trainer() {}

        public static void main(String[] args) throws IOException {
            try (Run run = Wandb.init()) {
                String port = System.getenv("TRAINER_PORT");
                if (port != null) {
                    try (Socket socket = new Socket()) {
                        if (System.getenv("TRAINER_DEAF") != null) {
                            Signals.register("TERM", () -> tell(socket));
                        }
                        // Connecting says that the program is ready for signals.
                        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port)));
                        int word = socket.getInputStream().read();
                        run.summary().set("word", word);
                    }
                }
                run.log(Map.of("loss", run.config().getDouble("lr") * 2));
                run.summary().set("arguments", String.join(" ", args));
            }
        }
    }

    private static void tell(Socket socket) {
        try {
            socket.getOutputStream().write('T');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void triesAllValuesOfAGridWithAMainClass() throws Exception {
        Sweep sweep = sweep();

        Process agent = agent(sweep, Map.of());

        assertThat(agent.waitFor()).as(output()).isZero();
        assertThat(runs(sweep)
                        .map(run -> run.config().number("lr").orElseThrow() + " " + run.state() + " "
                                + run.summary().number("loss").orElseThrow() + " "
                                + run.summary().text("arguments").orElseThrow()))
                .containsExactlyInAnyOrder("0.5 finished 1.0 --lr=0.5", "1.0E-5 finished 2.0E-5 --lr=1e-05");
        assertThat(output())
                .contains("Agent Starting Run: ", "Sweep Agent: Exiting. 2 finished, 0 failed, 0 stopped.")
                .contains("Best of 2 runs: ", "loss: 2.00000e-05", "Parameters: {lr=1.0E-5}");
    }

    /** The guide "add W&B to your code", by the command line. */
    @Test
    void addsSweepsToTheUsersOwnCode() throws Exception {
        Files.writeString(dir.resolve("Train.java"), """
                import io.wandb4j.Wandb;
                import io.wandb4j.settings.Settings;
                import java.util.Map;

                public class Train {
                    public static void main(String[] args) throws Exception {
                        Wandb.run(Settings.builder().build(), run -> {
                            double rate = run.config().getDouble("lr");
                            int batch = run.config().getInt("batch_size");
                            for (int epoch = 1; epoch <= run.config().getInt("epochs"); epoch++) {
                                run.log(Map.of("epoch", epoch, "val_loss", 1 / (epoch * rate * batch)));
                            }
                        });
                    }
                }
                """);
        Path config = Files.writeString(dir.resolve("config.yaml"), """
                program: Train.java
                method: bayes
                name: sweepdemo
                metric:
                  goal: minimize
                  name: val_loss
                parameters:
                  batch_size:
                    values: [16, 32, 64]
                  lr:
                    min: 0.0001
                    max: 0.1
                  epochs:
                    values: [5, 10, 15]
                """);

        Outcome made =
                Outcome.of(LocalLogin.environment(server, dir), "sweep", "--project", "first", config.toString());
        Process agent = agent(List.of("--count", "5", made.out().strip()), Map.of());

        assertThat(agent.waitFor()).as(output()).isZero();
        assertThat(made.out()).matches("local/first/\\w+\n");
        assertThat(output()).contains("Best of 5 runs: ", "val_loss: ", "Parameters: {");
        assertThat(api.sweep(made.out().strip()).runs())
                .hasSize(5)
                .allMatch(run -> run.state().equals("finished"))
                .allMatch(run -> run.scanHistory("val_loss").count()
                        == (long) run.config().number("epochs").orElseThrow());
    }

    @Test
    void forwardsSignalsToTheProgramAndKillsItWhenItsTimeIsOver() throws Exception {
        Sweep sweep = sweep();
        try (ServerSocket trainers = trainers()) {
            Map<String, String> deaf =
                    Map.of("TRAINER_PORT", Integer.toString(trainers.getLocalPort()), "TRAINER_DEAF", "yes");
            Process patient = agent(List.of("--forward-signals", sweep.path()), deaf);
            try (Socket trainer = trainers.accept()) {
                patient.destroy();

                assertThat(trainer.getInputStream().read()).as(output()).isEqualTo('T');
                trainer.getOutputStream().write('!');
                assertThat(patient.waitFor()).as(output()).isZero();
            }
            assertThat(output())
                    .contains(
                            "SIGTERM received. Waiting for runs to end.", "Exiting. 1 finished, 0 failed, 0 stopped.");

            Process agent = agent(List.of("--forward-signals", "--term-timeout", "1", sweep.path()), deaf);
            try (Socket trainer = trainers.accept()) {
                assertThat(trainer.isConnected()).isTrue();
                agent.destroy();

                assertThat(agent.waitFor()).as(output()).isZero();
            }
        }
        assertThat(output()).contains("SIGTERM received. Waiting for runs to end.", "Exiting. 0 finished, 1 failed");
        assertThat(runs(sweep).map(StoredRun::state)).hasSize(2).containsOnlyOnce("finished");
    }

    @Test
    void oneCtrlCEndsTheAgentAfterItsRun() throws Exception {
        Sweep sweep = sweep();
        try (ServerSocket trainers = trainers()) {
            Process agent = agent(sweep, Map.of("TRAINER_PORT", Integer.toString(trainers.getLocalPort())));
            try (Socket trainer = trainers.accept()) {
                interrupt(agent);
                awaitOutput(agent, "ctrl-c received");
                trainer.getOutputStream().write('!');
            }

            assertThat(agent.waitFor()).as(output()).isZero();
        }
        assertThat(runs(sweep).map(StoredRun::state)).containsExactly("finished");
        assertThat(output()).contains("Sweep Agent: Exiting. 1 finished, 0 failed, 0 stopped.");
    }

    @Test
    void twoCtrlCsEndTheRunThatGoesOn() throws Exception {
        Sweep sweep = sweep();
        try (ServerSocket trainers = trainers()) {
            Process agent = agent(sweep, Map.of("TRAINER_PORT", Integer.toString(trainers.getLocalPort())));
            try (Socket trainer = trainers.accept()) {
                assertThat(trainer.isConnected()).isTrue();
                interrupt(agent);
                awaitOutput(agent, "ctrl-c received");
                interrupt(agent);

                assertThat(agent.waitFor()).as(output()).isZero();
            }
        }
        assertThat(runs(sweep).map(StoredRun::state)).hasSize(1).isSubsetOf("failed", "running"); // if told in time
        assertThat(output()).contains("Sweep Agent: Exiting. 0 finished, 0 failed, 1 stopped.");
    }

    private Sweep sweep() {
        SweepConfig config = SweepConfig.of(Map.of(
                "method", "grid",
                "program", Trainer.class.getName(),
                "metric", Map.of("name", "loss", "goal", "minimize"),
                "parameters", Map.of("lr", Map.of("values", List.of(0.5, 1e-5)))));
        return Sweep.create(config, LocalLogin.at(server));
    }

    private Process agent(Sweep sweep, Map<String, String> more) throws IOException {
        return agent(List.of(sweep.path()), more);
    }

    private Process agent(List<String> arguments, Map<String, String> more) throws IOException {
        List<String> command = new ArrayList<>(List.of(JAVA, Wandb4j.class.getName(), "agent"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(CtrlC.minding(command));
        builder.environment().keySet().removeIf(name -> name.startsWith("WANDB_"));
        builder.environment()
                .putAll(Map.of(
                        "WANDB_BASE_URL", server.url(),
                        "WANDB_API_KEY", server.apiKey(),
                        "HOME", dir.toString(),
                        "CLASSPATH", classPath()));
        builder.environment().putAll(more);
        return builder.directory(dir.toFile())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("output").toFile())
                .start();
    }

    private static ServerSocket trainers() throws IOException {
        ServerSocket trainers = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        trainers.setSoTimeout(180_000); // an agent that fails starts none
        return trainers;
    }

    /** The class path, absolute, since the program does not start here. */
    static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(":"))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(":"));
    }

    private static void interrupt(Process agent) throws Exception {
        assertThat(new ProcessBuilder("kill", "-INT", Long.toString(agent.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private void awaitOutput(Process agent, String text) throws IOException {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(180);
        while (!output().contains(text)) {
            assertThat(agent.isAlive() && System.nanoTime() < patience)
                    .as(output())
                    .isTrue();
            Thread.onSpinWait();
        }
    }

    private String output() throws IOException {
        return Files.readString(dir.resolve("output"));
    }

    private Stream<StoredRun> runs(Sweep sweep) {
        return api.sweep(sweep.path()).runs();
    }
}
