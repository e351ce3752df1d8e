package io.wandb4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingExamplesTest {
    private static final Pattern SCORES =
            Pattern.compile("used or-model:v0, which scores (\\S+); its metadata says (\\S+)");

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

    @Test
    void aReloadedModelScoresAsItDidWhenItWasLogged() throws Exception {
        ExampleProcess process = ExampleProcess.run(home, ModelArtifact.class);

        assertThat(process.code()).describedAs(process.err()).isZero();
        Matcher scores = SCORES.matcher(process.out());
        assertThat(scores.find()).describedAs(process.out()).isTrue();
        assertThat(scores.group(1)).isEqualTo(scores.group(2));
    }
}
