package io.wandb4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.examples.mnist.IdxFiles;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingExamplesTest {
    @TempDir
    Path home;

    @ParameterizedTest
    @ValueSource(classes = {ListenerOnDl4j.class, HookInDjl.class})
    void logsATraining(Class<?> example) throws Exception {
        ExampleProcess process = ExampleProcess.run(home, example);

        assertThat(process.code()).describedAs(process.err()).isZero();
        assertThat(process.err())
                .contains("epoch/loss", "epoch/accuracy", "epoch/val_loss", "epoch/val_accuracy", "epoch/learning_rate")
                .doesNotContain("the training listener failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dl4j", "djl"})
    void aModelFromTheRegistryScoresInAnotherProcessAsItDidWhenItWasLogged(String framework) throws Exception {
        IdxFiles.writeDrawnDigits(home, 2_000, 500);
        ExampleProcess process =
                ExampleProcess.run(home, ModelArtifact.class, "--framework", framework, "--data", home.toString());

        assertThat(process.code()).describedAs(process.err()).isZero();
        String registered = "local/wandb-registry-model/digits-" + framework;
        Matcher life = Pattern.compile("logged (local/model-artifact/run_(\\w+)_model:v\\d), accuracy (\\S+ %)\\R"
                        + "linked as " + registered + ":v0\\R"
                        + "used " + registered + ":production, accuracy (\\S+ %)\\R"
                        + "run local/model-artifact/\\2 logged \\1\\R"
                        + "run local/model-artifact/(\\w+) used \\1\\R")
                .matcher(process.out());
        assertThat(life.find()).describedAs(process.out()).isTrue();
        assertThat(life.group(4)).isEqualTo(life.group(3));
        assertThat(life.group(5)).isNotEqualTo(life.group(2));
    }
}
