package io.wandb4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Model;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.training.tracker.Tracker;
import io.wandb4j.training.insight.Insight;
import io.wandb4j.training.insight.LayerRow;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TrainingInsightTest {
    @RegisterExtension
    final ListenerRun logged = new ListenerRun();

    @Test
    void looksAtWeightsGradientsUpdatesAndPaceOfBatches() throws Exception {
        train(Insight.everyBatches(1).everything(), 0.1f, 2);

        assertThat(logged.summary())
                .containsKeys(
                        "parameters/01Linear_weight",
                        "parameters/01Linear_weight.norm",
                        "gradients/01Linear_weight",
                        "gradients/03Linear_bias.norm",
                        "gradients/norm",
                        "updates/01Linear_weight.ratio",
                        "pace/rows_per_second",
                        "pace/data_wait_seconds",
                        "pace/resident_bytes",
                        "model/layers",
                        "graph",
                        "batch/batch_step")
                .containsEntry("model/parameters", 163L)
                .containsEntry("model/trainable_parameters", 163L)
                .containsEntry("GFLOPs", 2 * (16 * 8 + 8 * 3) / 1e9);
        assertThat(logged.number("gradients/norm")).isPositive();
        assertThat(logged.number("pace/data_wait_seconds")).isLessThanOrEqualTo(logged.number("pace/batch_seconds"));
    }

    @Test
    void looksAtTheLastBatchOfAnEpoch() throws Exception {
        train(Insight.everyEpoch().everything(), 0.1f, 2);

        assertThat(logged.summary())
                .containsKeys(
                        "parameters/01Linear_weight",
                        "gradients/01Linear_weight.norm",
                        "updates/01Linear_weight.ratio",
                        "pace/rows_per_second")
                .doesNotContainKey("batch/batch_step");
        assertThat(logged.run().step()).isEqualTo(2);
    }

    @Test
    void anUpdateOfPlainDescentIsTheRateTimesTheGradient() throws Exception {
        WandbTrainingListener listener = WandbTrainingListener.builder(logged.run())
                .insight(Insight.everyEpoch().gradients().updates())
                .build();
        Trainings.train(Trainings.dense(), Trainings.descent(Tracker.fixed(0.05f), listener), Trainings.fit(1));

        assertThat(logged.number("updates/03Linear_weight.norm"))
                .isCloseTo(0.05 * logged.number("gradients/03Linear_weight.norm"), within(1e-6));
    }

    @Test
    void alertsOnceWhenTheTrainingDiverges() throws Exception {
        train(Insight.everyBatches(1).gradients(), 1e30f, 2);

        assertThat(logged.number("gradients/03Linear_weight.nan")).isEqualTo(24);
        assertThat(logged.summary()).containsEntry("outcome", "diverged");
    }

    @Test
    void changesNoParameterByABit() throws Exception {
        List<float[]> plain = Trainings.train(Trainings.convolution(), Trainings.config(), Trainings.fit(3));
        WandbTrainingListener listener = WandbTrainingListener.builder(logged.run())
                .insight(Insight.everyBatches(2).everything())
                .build();

        assertThat(Trainings.train(Trainings.convolution(), Trainings.config(listener), Trainings.fit(3)))
                .usingRecursiveComparison()
                .isEqualTo(plain);
    }

    @Test
    void leavesNoArrayBehind() throws Exception {
        Trainings.assertFlat(WandbTrainingListener.builder(logged.run())
                .insight(Insight.everyBatches(1).everything())
                .build());
    }

    @Test
    void countsTheOperationsOfLayersItKnows() {
        Block convolution = Conv2d.builder()
                .setFilters(4)
                .setKernelShape(new Shape(3, 3))
                .optBias(false)
                .build();
        Block recurrent = LSTM.builder()
                .setNumLayers(1)
                .setStateSize(5)
                .optReturnState(false)
                .build();

        assertThat(layers(convolution, new Shape(1, 2, 8, 8)))
                .containsExactly(new LayerRow("Conv2d", "Conv2d", "(4, 6, 6)", 72, 72, 2 * 72 * 36, List.of()));
        assertThat(layers(recurrent, new Shape(1, 7, 3)))
                .extracting(LayerRow::parameters, LayerRow::flops)
                .containsExactly(tuple(4L * 5 * (3 + 5 + 2), 2L * 4 * 5 * (3 + 5) * 7));
        assertThat(layers(
                        new SequentialBlock()
                                .add(Linear.builder().setUnits(2).build())
                                .add(array -> array),
                        new Shape(1, 3)))
                .extracting(LayerRow::name, LayerRow::flops)
                .contains(tuple("01Linear", 12L));
    }

    @Test
    void knowsWhatFollowsWhat() {
        Block branches = new ParallelBlock(outputs -> new NDList(NDArrays.concat(
                        new NDList(outputs.get(0).head(), outputs.get(1).head()), 1)))
                .add(Linear.builder().setUnits(2).build())
                .add(new SequentialBlock()
                        .add(Linear.builder().setUnits(4).build())
                        .add(Linear.builder().setUnits(2).build()));
        List<LayerRow> layers = layers(
                new SequentialBlock()
                        .add(Linear.builder().setUnits(3).build())
                        .add(branches)
                        .add(Linear.builder().setUnits(1).build()),
                new Shape(1, 3));

        assertThat(layers).hasSize(5);
        String first = layers.get(0).name();
        String second = layers.get(1).name();
        String third = layers.get(2).name();
        String fourth = layers.get(3).name();
        assertThat(layers)
                .extracting(LayerRow::inputs)
                .containsExactly(List.of(), List.of(first), List.of(first), List.of(third), List.of(second, fourth));
    }

    private static List<LayerRow> layers(Block block, Shape input) {
        try (Model model = Model.newInstance("layers")) {
            model.setBlock(block);
            block.initialize(model.getNDManager(), DataType.FLOAT32, input);
            return ModelLayers.of(block);
        }
    }

    private void train(Insight insight, float rate, int epochs) throws Exception {
        WandbTrainingListener listener =
                WandbTrainingListener.builder(logged.run()).insight(insight).build();
        Trainings.train(Trainings.dense(), Trainings.config(Tracker.fixed(rate), listener), Trainings.fit(epochs));
    }
}
