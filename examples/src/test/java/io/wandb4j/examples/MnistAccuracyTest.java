package io.wandb4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wandb4j.Wandb;
import io.wandb4j.examples.MlpTraining.Hyperparameters;
import io.wandb4j.examples.mnist.Digits;
import io.wandb4j.examples.mnist.RealMnist;
import io.wandb4j.run.Run;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Keras trains the same network on the same data to 0.914, 0.915 and 0.916: so must both frameworks here. */
class MnistAccuracyTest {
    private static final double KERAS = 0.915;

    @TempDir
    Path dir;

    static Stream<Arguments> frameworks() {
        return Stream.of(Arguments.of("DL4J", new Dl4jMlp()), Arguments.of("DJL", new DjlMlp()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("frameworks")
    void learnsAsWellAsKeras(String name, MlpTraining training) {
        Digits digits = Digits.load(Optional.of(RealMnist.folder()));
        double[] accuracies = LongStream.rangeClosed(1, 3)
                .mapToDouble(seed -> accuracy(training, digits, seed))
                .toArray();
        double mean = (accuracies[0] + accuracies[1] + accuracies[2]) / 3;
        System.out.printf(
                Locale.ROOT,
                "%s on MNIST, validation accuracy of seeds 1 to 3: %.4f %.4f %.4f, mean %.4f%n",
                name,
                accuracies[0],
                accuracies[1],
                accuracies[2],
                mean);

        assertThat(mean).isCloseTo(KERAS, within(0.01));
    }

    private double accuracy(MlpTraining training, Digits digits, long seed) {
        Settings settings = Settings.builder()
                .mode(Mode.OFFLINE)
                .rootDir(dir)
                .dataDir(dir)
                .silent(true)
                .build();
        try (Run run = Wandb.init(settings)) {
            training.train(run, digits, new Hyperparameters(64, 0.01, 3, 0, seed));
            return ((Number) run.summary().get("epoch/val_accuracy")).doubleValue();
        }
    }
}
