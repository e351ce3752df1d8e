package io.wandb4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.Wandb;
import io.wandb4j.examples.MlpTraining.Hyperparameters;
import io.wandb4j.examples.mnist.Digits;
import io.wandb4j.examples.mnist.IdxFiles;
import io.wandb4j.run.Run;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DrawnDigitsLearningTest {
    @TempDir
    Path dir;

    @ParameterizedTest
    @MethodSource("trainings")
    void networksLearnToReadTheDrawnDigits(MlpTraining training) throws Exception {
        IdxFiles.writeDrawnDigits(dir, 5_000, 1_000);
        Digits digits = Digits.load(Optional.of(dir));
        Settings settings = Settings.builder().mode(Mode.OFFLINE).rootDir(dir).build();

        try (Run run = Wandb.init(settings)) {
            training.train(run, digits, new Hyperparameters(32, 0.1, 3, 0, 1));

            assertThat(run.summary().get("epoch/val_accuracy"))
                    .asInstanceOf(InstanceOfAssertFactories.DOUBLE)
                    .isGreaterThan(0.8);
        }
    }

    static Stream<MlpTraining> trainings() {
        return Stream.of(new Dl4jMlp(), new DjlMlp());
    }
}
