package io.wandb4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
}
