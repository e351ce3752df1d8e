package io.wandb4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.examples.mnist.IdxFiles;
import io.wandb4j.query.Api;
import io.wandb4j.query.StoredRun;
import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MnistSweepTest {
    @TempDir
    Path dir;

    private Path data;

    @BeforeEach
    void writeData() throws Exception {
        data = Files.createDirectory(dir.resolve("mnist"));
        IdxFiles.writeDrawnDigits(data, 2_000, 500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dl4j", "djl"})
    void findsTheBestRunWithNoAccount(String framework) throws Exception {
        ExampleProcess ended = run("--framework", framework, "--count", "2", "--epochs", "3");

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out())
                .contains("Best of 2 runs:")
                .contains("architecture_name=MLP")
                .containsPattern("Validation accuracy:  0\\.\\d{4}")
                .containsPattern("Model artifact:       run_\\w+_model:v\\d")
                .contains("./wandb4j server start --dir " + dir.resolve("kept"));
        try (LocalServer server = LocalServer.start(dir.resolve("kept"));
                Api api = Api.connect(settings(server))) {
            List<StoredRun> runs = api.runs("local/mnist-mlp-sweep").toList();
            assertThat(runs).hasSize(2).allSatisfy(MnistSweepTest::isComplete);
        }
    }

    @Test
    void namesTheFileThatIsNotMnistAndStartsNothing() throws Exception {
        Path broken = Files.writeString(data.resolve("train-labels-idx1-ubyte"), "<html>");

        ExampleProcess ended = run("--count", "1");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err())
                .isEqualToIgnoringNewLines("MnistSweep: " + broken
                        + ": expected an IDX file that begins with 0x00000801, found 0x3c68746d");
        assertThat(dir.resolve("kept")).doesNotExist();
    }

    @Test
    void refusesAProjectNameThatCannotBe() throws Exception {
        ExampleProcess ended = run("--project", "a/b");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).hasLineCount(1).contains("project 'a/b'");
    }

    @Test
    void refusesAFrameworkThatItDoesNotKnow() throws Exception {
        ExampleProcess ended = run("--framework", "keras");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).hasLineCount(1).contains("keras").contains("--help");
    }

    private ExampleProcess run(String... args) throws Exception {
        String[] all = new String[args.length + 4];
        System.arraycopy(
                new String[] {
                    "--data", data.toString(), "--dir", dir.resolve("kept").toString()
                },
                0,
                all,
                0,
                4);
        System.arraycopy(args, 0, all, 4, args.length);
        return ExampleProcess.run(dir, MnistSweep.class, all);
    }

    private static Settings settings(LocalServer server) {
        return Settings.builder().baseUrl(server.url()).apiKey(server.apiKey()).build();
    }

    private static void isComplete(StoredRun run) {
        assertThat(run.state()).isEqualTo("finished");
        assertThat(run.config().asMap())
                .containsEntry("epochs", 3)
                .containsEntry("log_step", 20)
                .containsEntry("val_log_step", 50)
                .containsEntry("dataset_name", "MNIST")
                .containsKeys("batch_size", "learning_rate");
        assertThat(run.history("epoch/val_loss")).hasSize(3);
        assertThat(run.loggedArtifacts()).isNotEmpty();
    }
}
