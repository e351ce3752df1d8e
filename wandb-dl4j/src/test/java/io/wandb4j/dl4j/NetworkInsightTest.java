package io.wandb4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wandb4j.Wandb;
import io.wandb4j.internal.log.proto.AlertRecord;
import io.wandb4j.run.Run;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import io.wandb4j.training.insight.Insight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.adapter.SingletonMultiDataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class NetworkInsightTest {
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

    @Test
    void readsGradientsAsMeansAndUpdatesAsTheyWere() {
        MultiLayerNetwork network = Nets.dense(Activation.IDENTITY, LossFunction.MSE, new Sgd(0.1));
        INDArray before = network.getParam("1_b").dup();
        network.addListeners(listener(Insight.everyBatches(1).gradients().updates()));
        network.fit(Nets.rows(16, 1));

        double moved = before.sub(network.getParam("1_b")).norm2Number().doubleValue();
        Map<String, Object> row = firstWith("gradients/1_b");
        assertThat(number(row, "updates/1_b.norm")).isCloseTo(moved, within(1e-6));
        assertThat(number(row, "gradients/1_b.norm")).isCloseTo(moved / 0.1, within(1e-5)); // no decay on a bias
        assertThat(number(row, "gradients/norm")).isGreaterThan(number(row, "gradients/1_b.norm"));
    }

    @Test
    void looksAtEpochsUnlessAskedForBatches() {
        fitted(
                Nets.dense(Activation.SOFTMAX, LossFunction.MCXENT),
                Insight.everyEpoch().everything(),
                2);

        List<Map<String, Object>> rows = RunLog.of(run).rowsWith("epoch/epoch");
        assertThat(rows).hasSize(2).allSatisfy(row -> assertThat(row)
                .containsKeys(
                        "parameters/0_W",
                        "gradients/0_W",
                        "updates/0_W.ratio",
                        "pace/rows_per_second",
                        "pace/data_wait_seconds"));
    }

    @Test
    void looksAtEverySoManyBatchesOfAnEpoch() {
        MultiLayerNetwork network = Nets.dense(Activation.SOFTMAX, LossFunction.MCXENT);
        fitted(network, Insight.everyBatches(2).weights(), 2);

        assertThat(RunLog.of(run).rowsWith("parameters/0_W"))
                .extracting(row -> row.get("batch/batch_step"))
                .containsExactly(0, 2, 3, 5);
        assertThat(RunLog.of(run).metrics())
                .anyMatch(metric -> metric.getGlobName().equals("batch/*")
                        && metric.getStepMetric().equals("batch/batch_step"));
    }

    @Test
    void tablesTheLayers() {
        fitted(
                Nets.dense(Activation.SOFTMAX, LossFunction.MCXENT),
                Insight.everyEpoch().modelTable(),
                1);

        assertThat(RunLog.of(run).rowsWith("model/layers")).hasSize(1);
        assertThat(run.summary().get("model/parameters")).isEqualTo(67L);
        assertThat(run.summary().get("GFLOPs")).isEqualTo(2 * (4 * 8 + 8 * 3) / 1e9);
    }

    @Test
    void drawsTheGraph() throws IOException {
        ComputationGraph network = Nets.twoOutputs();
        network.addListeners(listener(Insight.everyEpoch().modelTable()));
        network.fit(new SingletonMultiDataSetIterator(Nets.twoLabels(8, 1)), 1);

        Map<?, ?> graph = (Map<?, ?>) run.summary().get("graph");
        assertThat(graph.get("_type")).isEqualTo("graph-file");
        String json = Files.readString(run.dir()
                .orElseThrow()
                .resolve("files")
                .resolve(graph.get("path").toString()));
        assertThat(json)
                .contains("\"edges\":[[\"hidden\",\"kind\"],[\"hidden\",\"size\"]]", "\"class_name\":\"DenseLayer\"");
    }

    @Test
    void knowsTheShapesOfConvolutionsAndSequences() {
        MultiLayerNetwork pixels = Nets.pixels();
        pixels.addListeners(listener(Insight.everyEpoch().modelTable()));
        pixels.fit(Nets.images(4, 1));
        assertThat(run.summary().get("GFLOPs")).isEqualTo(2 * 2 * Nets.CLASSES * 25 / 1e9);

        MultiLayerNetwork recurrent = Nets.recurrentAtOnce();
        recurrent.addListeners(listener(Insight.everyEpoch().modelTable()));
        recurrent.fit(Nets.sequences(4, 1));
        assertThat(run.summary().get("GFLOPs")).isEqualTo((2 * 4 * (4 + 5) * 5 + 2 * 5 * 3) * Nets.STEPS / 1e9);

        ComputationGraph graph = Nets.twoOutputs();
        graph.addListeners(listener(Insight.everyEpoch().everything()));
        graph.fit(new SingletonMultiDataSetIterator(Nets.twoLabels(8, 1)));
        assertThat(run.summary().get("model/parameters")).isEqualTo(graph.numParams());
        assertThat(RunLog.of(run).rowsWith("parameters/hidden_W")).isNotEmpty();
    }

    @Test
    void raisesAnAlertWhenGradientsCeaseToBeFinite() {
        MultiLayerNetwork network = Nets.dense(Activation.SOFTMAX, LossFunction.MCXENT);
        network.setParam("0_W", Nd4j.valueArrayOf(4, 8, Float.NaN));
        fitted(network, Insight.everyBatches(1).gradients(), 1);

        assertThat(RunLog.of(run).alerts())
                .extracting(AlertRecord::getTitle)
                .containsOnlyOnce("Training diverges", "Training diverged");
        assertThat(run.summary().get("outcome")).isEqualTo("diverged");
        assertThat(number(firstWith("gradients/1_b.nan"), "gradients/1_b.nan")).isEqualTo(3);
    }

    @Test
    void copiesViewsAsTheyAre() {
        INDArray flat = Nd4j.createFromArray(1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f, 9f, 10f, 11f, 12f);
        INDArray view = flat.get(NDArrayIndex.interval(4, 10)).reshape('f', 2, 3);

        assertThat(FloatValues.of(view)).containsExactly(5, 6, 7, 8, 9, 10);
        assertThat(FloatValues.of(flat.reshape(3, 4).getColumn(1))).containsExactly(2, 6, 10);
    }

    private void fitted(MultiLayerNetwork network, Insight insight, int epochs) {
        network.addListeners(listener(insight));
        network.fit(data(), epochs);
    }

    private WandbListener listener(Insight insight) {
        return WandbListener.builder(run).insight(insight).build();
    }

    private Map<String, Object> firstWith(String key) {
        return RunLog.of(run).rowsWith(key).get(0);
    }

    private static double number(Map<String, Object> row, String key) {
        return ((Number) row.get(key)).doubleValue();
    }

    private static DataSetIterator data() {
        return new ListDataSetIterator<>(Nets.rows(40, 1).batchBy(16), 1);
    }
}
