package io.wandb4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wandb4j.Wandb;
import io.wandb4j.run.Run;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.adapter.SingletonMultiDataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

class WandbListenerTest {
    private static final int EPOCHS = 2;

    @TempDir
    Path dir;

    private Run run;

    @BeforeEach
    void start() {
        run = Wandb.init(
                Settings.builder().mode(Mode.OFFLINE).rootDir(dir).silent(true).build());
    }

    @AfterEach
    void finish() {
        run.close();
    }

    static Stream<Arguments> networks() {
        return Stream.of(
                network(
                        "dense",
                        () -> Nets.dense(Activation.SOFTMAX, LossFunction.MCXENT, new Adam(0.01)),
                        () -> Nets.rows(40, 1)),
                network("recurrent in segments", Nets::recurrent, () -> Nets.sequences(40, 1)),
                network("convolution with dropout", Nets::pixels, () -> Nets.images(40, 1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void changesNoParameterByABit(String name, Supplier<MultiLayerNetwork> network, Supplier<DataSet> data) {
        MultiLayerNetwork plain = network.get();
        plain.fit(batches(data.get()), EPOCHS);
        MultiLayerNetwork tracked = network.get();
        tracked.addListeners(WandbListener.builder(run)
                .everyBatch()
                .validateOn(batches(data.get()))
                .build());
        tracked.fit(batches(data.get()), EPOCHS);

        assertThat(tracked.params().toFloatVector()).isEqualTo(plain.params().toFloatVector());
        assertThat(run.summary().get("epoch/val_accuracy")).isInstanceOf(Double.class);
    }

    @Test
    void changesNoParameterOfAGraph() {
        Function<ComputationGraph, float[]> train = graph -> {
            graph.fit(new SingletonMultiDataSetIterator(Nets.twoLabels(40, 1)), EPOCHS);
            return graph.params().toFloatVector();
        };
        ComputationGraph tracked = Nets.twoOutputs();
        tracked.addListeners(WandbListener.builder(run)
                .everyBatch()
                .validateOn(new SingletonMultiDataSetIterator(Nets.twoLabels(20, 2)))
                .build());

        assertThat(train.apply(tracked)).isEqualTo(train.apply(Nets.twoOutputs()));
        assertThat(run.summary().toMap())
                .containsKeys(
                        "epoch/loss",
                        "epoch/kind_accuracy",
                        "epoch/val_loss",
                        "epoch/val_kind_accuracy",
                        "batch/kind_accuracy");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void trainingAccuracyIsWhatAnEvaluationFindsWhereNothingIsLearned(
            String name, Supplier<MultiLayerNetwork> network, Supplier<DataSet> data) {
        MultiLayerNetwork frozen = network.get();
        frozen.setLearningRate(0);
        frozen.addListeners(
                WandbListener.builder(run).validateOn(batches(data.get())).build());
        frozen.fit(batches(data.get()));

        if (!name.contains("dropout")) { // the training pass sees other inputs there
            assertThat(number("epoch/accuracy")).isCloseTo(number("epoch/val_accuracy"), within(1e-12));
            assertThat(number("epoch/loss")).isCloseTo(number("epoch/val_loss"), within(1e-5));
        }
    }

    @Test
    void logsTheRateOfASchedule() {
        MultiLayerNetwork network = Nets.dense(
                Activation.SOFTMAX, LossFunction.MCXENT, new Sgd(new StepSchedule(ScheduleType.EPOCH, 0.1, 0.5, 1)));
        network.addListeners(WandbListener.of(run));
        network.fit(batches(Nets.rows(40, 1)), 3);

        assertThat(number("epoch/learning_rate")).isEqualTo(0.025);
    }

    @Test
    void logsBatchesWhereThereAreNoEpochs() {
        MultiLayerNetwork network = Nets.dense(Activation.SOFTMAX, LossFunction.MCXENT);
        network.addListeners(WandbListener.builder(run).everyBatches(2).build());
        for (int i = 0; i < 5; i++) {
            network.fit(Nets.rows(16, i));
        }

        assertThat(run.step()).isEqualTo(3);
        assertThat(number("batch/batch_step")).isEqualTo(4);
    }

    @Test
    void meansWeighTheLastSmallerBatchLess() {
        MultiLayerNetwork network = Nets.dense(Activation.SOFTMAX, LossFunction.MCXENT);
        network.setLearningRate(0);
        network.addListeners(WandbListener.of(run));
        DataSet data = Nets.rows(20, 1);
        network.fit(batches(data));

        assertThat(number("epoch/loss")).isCloseTo(network.score(data, false), within(1e-6));
    }

    private double number(String key) {
        return ((Number) run.summary().get(key)).doubleValue();
    }

    private static Arguments network(String name, Supplier<MultiLayerNetwork> network, Supplier<DataSet> data) {
        return Arguments.of(name, network, data);
    }

    private static DataSetIterator batches(DataSet data) {
        return new ListDataSetIterator<>(data.batchBy(16), 1);
    }
}
