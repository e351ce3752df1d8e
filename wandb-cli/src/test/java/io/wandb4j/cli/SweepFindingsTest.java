package io.wandb4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.artifact.Artifact;
import io.wandb4j.run.Run;
import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import io.wandb4j.sweep.Agent;
import io.wandb4j.sweep.Sweep;
import io.wandb4j.sweeps.config.SweepConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepFindingsTest {
    private static final String CONFIG = """
            method: grid
            metric: {name: loss}
            parameters: {x: {values: [1, 2, 3, 4, 5, 6]}, kind: {values: [a, b]}}
            """;

    @TempDir
    Path dir;

    @Test
    void namesTheBestRunItsModelAndTheParametersThatMatter() {
        try (LocalServer server = LocalServer.start(dir.resolve("server"))) {
            Settings settings = LocalLogin.at(server).toBuilder()
                    .project("p")
                    .rootDir(dir)
                    .silent(true)
                    .build();
            Sweep sweep = Sweep.create(SweepConfig.parse(CONFIG), settings);
            Agent.of(sweep, this::train).with(settings).run();

            List<String> lines = printed(sweep, settings);

            assertThat(lines.get(0)).matches("Best of 12 runs: \\w+");
            assertThat(lines.subList(1, 4))
                    .containsExactly("loss: 1.00000", "Parameters: {x=1, kind=a}", "Model: best-one:v0");
            checkTableAndImportance(lines.subList(5, lines.size()));
        }
    }

    @Test
    void readsASweepWithoutAServer() {
        Settings settings = Settings.builder()
                .mode(Mode.OFFLINE)
                .project("p")
                .rootDir(dir)
                .silent(true)
                .build();
        Sweep sweep = Sweep.create(SweepConfig.parse(CONFIG), settings);
        Agent.of(sweep, run -> run.log(Map.of("loss", run.config().getInt("x"))))
                .with(settings)
                .run();

        List<String> lines = printed(sweep, settings);

        assertThat(lines.get(0)).matches("Best of 12 runs: \\w+");
        assertThat(lines.subList(1, 4)).containsExactly("loss: 1.00000", "Parameters: {x=1, kind=a}", "");
        checkTableAndImportance(lines.subList(4, lines.size()));
    }

    private void train(Run run) throws IOException {
        int x = run.config().getInt("x");
        boolean isFirstKind = run.config().getString("kind").equals("a");
        run.log(Map.of("loss", isFirstKind ? x : x + 0.5));
        if (x == 1 && isFirstKind) {
            Path file = Files.writeString(dir.resolve("model.txt"), "weights");
            run.logArtifact(Artifact.create("best-one", "model").addFile(file));
        }
    }

    private static void checkTableAndImportance(List<String> lines) {
        assertThat(lines.get(0)).matches("run +state +loss +x +kind");
        assertThat(lines.subList(1, 13)).allMatch(line -> line.contains("finished"));
        assertThat(lines.subList(13, lines.size()))
                .satisfiesExactly(
                        line -> assertThat(line).isEmpty(),
                        line -> assertThat(line).isEqualTo("parameter  importance  correlation"),
                        line -> assertThat(line).matches("x +(1\\.00|0\\.[89]\\d) +(1\\.00|0\\.9\\d)"),
                        line -> assertThat(line).matches("kind +0\\.[01]\\d"));
    }

    private static List<String> printed(Sweep sweep, Settings settings) {
        StringWriter text = new StringWriter();
        new SweepFindings(sweep.path(), settings).print(new PrintWriter(text));
        return text.toString().lines().toList();
    }
}
