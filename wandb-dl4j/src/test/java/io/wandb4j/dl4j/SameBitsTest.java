package io.wandb4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.evaluation.EvaluationPlan;
import io.wandb4j.evaluation.Samples;
import io.wandb4j.run.Run;
import io.wandb4j.training.Checkpoints;
import io.wandb4j.training.insight.Insight;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
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
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** With every feature on, the parameters come out as without a listener, bit for bit. */
class SameBitsTest {
    private static final int EPOCHS = 2;

    @TempDir
    Path dir;

    static Stream<Arguments> networks() {
        return Stream.of(
                network("dense", () -> Nets.dense(Activation.SOFTMAX, LossFunction.MCXENT, new Adam(0.01)), Nets::rows),
                network("convolution with dropout and Adam", Nets::pixels, Nets::images),
                network("recurrent, in segments", Nets::recurrent, Nets::sequences));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void networkLearnsTheSame(String name, Supplier<MultiLayerNetwork> network, Data data) {
        MultiLayerNetwork plain = network.get();
        plain.fit(batches(data), EPOCHS);
        MultiLayerNetwork tracked = network.get();
        try (Run run = start()) {
            tracked.addListeners(everything(run).validateOn(batches(data)).build());
            tracked.fit(batches(data), EPOCHS);
            assertThat(run.summary().get("outcome")).isNull();
            assertThat(run.summary().get("epoch/val_loss")).isNotNull();
        }

        assertThat(tracked.params().toFloatVector()).isEqualTo(plain.params().toFloatVector());
    }

    @Test
    void graphWithTwoOutputsLearnsTheSame() {
        ComputationGraph plain = Nets.twoOutputs();
        plain.fit(new SingletonMultiDataSetIterator(Nets.twoLabels(40, 1)), EPOCHS);
        ComputationGraph tracked = Nets.twoOutputs();
        try (Run run = start()) {
            tracked.addListeners(everything(run)
                    .validateOn(new SingletonMultiDataSetIterator(Nets.twoLabels(20, 2)))
                    .build());
            tracked.fit(new SingletonMultiDataSetIterator(Nets.twoLabels(40, 1)), EPOCHS);
            assertThat(run.summary().get("epoch/val_kind_f1_score")).isNotNull();
        }

        assertThat(tracked.params().toFloatVector()).isEqualTo(plain.params().toFloatVector());
    }

    private static WandbListener.Builder everything(Run run) {
        return WandbListener.builder(run)
                .everyBatch()
                .insight(Insight.everyBatches(1).everything())
                .evaluate(EvaluationPlan.everyEpoch().top(2).charts().samples(Samples.worst(4)))
                .save(Checkpoints.everyEpoch().everyBatches(2))
                .stopWhenAsked();
    }

    private Run start() {
        return OfflineRun.in(dir);
    }

    private static Arguments network(String name, Supplier<MultiLayerNetwork> network, Data data) {
        return Arguments.of(name, network, data);
    }

    private static DataSetIterator batches(Data data) {
        return new ListDataSetIterator<>(data.make(40, 1).batchBy(16), 1);
    }

    /** Makes data of a kind. */
    private interface Data {
        DataSet make(int count, long seed);
    }
}
