package io.wandb4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.query.Api;
import io.wandb4j.query.StoredRun;
import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Settings;
import io.wandb4j.sweep.Agent;
import io.wandb4j.sweep.AgentReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The controller as a process of its own. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(600)
class ControllerStartTest {
    @TempDir
    Path dir;

    @Test
    void controlsASweepForAnAgentWhereAnotherHadLeftIt() throws Exception {
        try (LocalServer server = LocalServer.start(dir.resolve("server"));
                Api api = Api.connect(LocalLogin.at(server))) {
            String sweep = leaveWithCtrlC(server);
            assertThat(api.sweep(sweep).state()).isEqualTo("PENDING");
            Settings settings =
                    LocalLogin.at(server).toBuilder().rootDir(dir).silent(true).build();

            String id = sweep.substring(sweep.lastIndexOf('/') + 1);
            Process controller = wandb4j(server, "controller", "--project", "p", id);
            AgentReport report = Agent.of(
                            sweep, run -> run.log(Map.of("loss", run.config().getInt("x"))))
                    .with(settings)
                    .heartbeat(Duration.ofMillis(200))
                    .run();
            try (BufferedReader output = controller.inputReader(StandardCharsets.UTF_8)) {
                List<String> printed = output.lines().toList();

                assertThat(controller.waitFor()).as("%s", printed).isZero();
                assertThat(report.finished()).as("%s", printed).isEqualTo(2);
                assertThat(printed).contains("wandb: Sweep " + id + " is FINISHED with 2 runs.");
                assertThat(printed.subList(printed.size() - 2, printed.size()))
                        .as("the best run first")
                        .satisfiesExactly(
                                best -> assertThat(best).contains("finished").endsWith("1"),
                                other -> assertThat(other).contains("finished").endsWith("3"));
            }
            assertThat(api.sweep(sweep).runs().map(StoredRun::state)).containsExactly("finished", "finished");
        }
    }

    /** Makes a sweep with its controller and ends that before an agent comes; the sweep's path. */
    private String leaveWithCtrlC(LocalServer server) throws IOException, InterruptedException {
        Path config = Files.writeString(
                dir.resolve("sweep.yaml"),
                "{method: grid, project: p, metric: {name: loss}, parameters: {x: {values: [3, 1]}}}");
        Process controller = wandb4j(server, "sweep", "--controller", config.toString());
        try (BufferedReader output = controller.inputReader(StandardCharsets.UTF_8)) {
            List<String> printed = output.lines()
                    .takeWhile(line -> !line.contains("Controlling sweep"))
                    .toList();
            assertThat(printed).contains("wandb: Starting wandb controller...");
            assertThat(new ProcessBuilder("kill", "-INT", Long.toString(controller.pid()))
                            .start()
                            .waitFor())
                    .isZero();
            String rest = output.lines().collect(Collectors.joining("\n"));
            assertThat(controller.waitFor()).as(rest).isZero();
            return printed.stream()
                    .filter(line -> line.startsWith("local/p/"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Process wandb4j(LocalServer server, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(AgentStartTest.JAVA, Wandb4j.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(CtrlC.minding(command));
        builder.environment().keySet().removeIf(name -> name.startsWith("WANDB_"));
        builder.environment()
                .putAll(Map.of(
                        "WANDB_BASE_URL", server.url(),
                        "WANDB_API_KEY", server.apiKey(),
                        "HOME", dir.toString(),
                        "CLASSPATH", AgentStartTest.classPath()));
        return builder.directory(dir.toFile()).redirectErrorStream(true).start();
    }
}
