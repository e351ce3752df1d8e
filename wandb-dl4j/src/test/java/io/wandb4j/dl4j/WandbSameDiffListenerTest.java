package io.wandb4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wandb4j.Wandb;
import io.wandb4j.errors.UsageException;
import io.wandb4j.evaluation.EvaluationPlan;
import io.wandb4j.run.Run;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import io.wandb4j.training.insight.Insight;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.autodiff.listeners.Listener;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.TrainingConfig;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

class WandbSameDiffListenerTest {
    @TempDir
    Path dir;

    private Run run;

    @BeforeEach
    void start() {
        run = Wandb.init(Settings.builder()
                .mode(Mode.OFFLINE)
                .rootDir(dir)
                .dataDir(dir.resolve("data"))
                .silent(true)
                .build());
    }

    @AfterEach
    void finish() {
        run.close();
    }

    @Test
    void logsTheLossThatTheGraphHas() {
        SameDiff graph = graph(0); // nothing is learned: the loss of an epoch is that of the data
        DataSet all = Nets.rows(40, 1);
        double expected = graph.output(Map.of("in", all.getFeatures(), "label", all.getLabels()), "loss")
                .get("loss")
                .getDouble(0);
        graph.setListeners(
                WandbSameDiffListener.builder(run, graph).everyBatch().build());
        graph.fit(data(), 2);

        List<Map<String, Object>> epochs = RunLog.of(run).rowsWith("epoch/epoch");
        assertThat(epochs).extracting(row -> row.get("epoch/epoch")).containsExactly(0, 1);
        assertThat(epochs)
                .allSatisfy(row -> assertThat((Double) row.get("epoch/loss")).isCloseTo(expected, within(1e-5)));
        assertThat(RunLog.of(run).rowsWith("batch/loss"))
                .extracting(row -> row.get("batch/batch_step"))
                .containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(graph.getTrainingConfig().getTrainEvaluations()).isEmpty(); // as the user left it
    }

    @Test
    void logsValidationAndEvaluationsInTheEpochsRow() {
        SameDiff graph = graph(0.01);
        graph.getTrainingConfig().getTrainEvaluations().put("prediction", List.of(new Evaluation()));
        graph.getTrainingConfig().getTrainEvaluationLabels().put("prediction", 0);
        graph.getTrainingConfig().getValidationEvaluations().put("prediction", List.of(new Evaluation()));
        graph.getTrainingConfig().getValidationEvaluationLabels().put("prediction", 0);
        graph.setListeners(WandbSameDiffListener.of(run, graph));
        graph.fit(data(), 2, data(), 1);

        assertThat(RunLog.of(run).rowsWith("epoch/epoch")).hasSize(2).allSatisfy(row -> assertThat(row)
                .containsKeys("epoch/loss", "epoch/accuracy", "epoch/val_loss", "epoch/val_accuracy")
                .containsEntry("epoch/learning_rate", 0.01));
        DataSet all = Nets.rows(40, 1);
        double last = graph.output(Map.of("in", all.getFeatures(), "label", all.getLabels()), "loss")
                .get("loss")
                .getDouble(0);
        assertThat(((Number) run.summary().get("epoch/val_loss")).doubleValue()).isCloseTo(last, within(1e-5));
    }

    @Test
    void changesNoVariableByABit() {
        SameDiff plain = graph(0.01);
        plain.fit(data(), 3);
        SameDiff tracked = graph(0.01);
        tracked.setListeners(WandbSameDiffListener.builder(run, tracked)
                .everyBatch()
                .saveEveryEpoch()
                .insight(Insight.everyBatches(1).everything())
                .build());
        tracked.fit(data(), 3);

        for (String variable : List.of("w0", "b0", "w1", "b1")) {
            assertThat(values(tracked, variable)).isEqualTo(values(plain, variable));
        }
    }

    @Test
    void looksInside() {
        SameDiff graph = graph(0.01);
        INDArray before = graph.getVariable("b1").getArr().dup();
        graph.setListeners(WandbSameDiffListener.builder(run, graph)
                .insight(Insight.everyBatches(1).everything())
                .build());
        DataSet batch = Nets.rows(16, 1);
        Map<String, INDArray> gradients =
                graph.calculateGradients(Map.of("in", batch.getFeatures(), "label", batch.getLabels()), "b1");
        graph.fit(new ListDataSetIterator<>(batch.asList(), 16), 1);

        Map<String, Object> row = RunLog.of(run).rowsWith("gradients/b1.norm").get(0);
        assertThat(row).containsKeys("parameters/w0", "gradients/w1", "pace/rows_per_second", "batch/batch_step");
        assertThat((Double) row.get("gradients/b1.norm"))
                .isCloseTo(gradients.get("b1").norm2Number().doubleValue(), within(1e-5));
        INDArray moved = graph.getVariable("b1").getArr().sub(before);
        assertThat((Double) row.get("updates/b1.norm"))
                .isCloseTo(moved.norm2Number().doubleValue(), within(1e-6));
        assertThat(run.summary().get("model/parameters")).isEqualTo(67L);
        assertThat(run.summary().get("graph")).isNotNull();
    }

    @Test
    void looksAtTheFirstBatchOfAnEpoch() {
        SameDiff graph = graph(0.01);
        graph.setListeners(WandbSameDiffListener.builder(run, graph)
                .insight(Insight.everyEpoch().weights().gradients())
                .build());
        graph.fit(data(), 2);

        assertThat(RunLog.of(run).rowsWith("gradients/w0")).hasSize(2).allSatisfy(row -> assertThat(row)
                .containsKeys("epoch/epoch", "parameters/w1"));
    }

    @Test
    void saysWhereEvaluationsAreNamed() {
        WandbSameDiffListener.Builder builder =
                WandbSameDiffListener.builder(run, graph(0.01)).evaluate(EvaluationPlan.everyEpoch());

        assertThatThrownBy(builder::build).isInstanceOf(UsageException.class).hasMessageContaining("TrainingConfig");
    }

    @Test
    void savesGraphsThatComeBack() {
        SameDiff graph = graph(0.01);
        graph.setListeners(
                WandbSameDiffListener.builder(run, graph).saveEveryEpoch().build());
        graph.fit(data(), 1);

        var artifacts = RunLog.of(run).artifacts();
        assertThat(artifacts).hasSize(1);
        SameDiff back = SameDiff.load(
                new File(artifacts.get(0).getManifest().getContents(0).getLocalPath()), true);
        assertThat(values(back, "w1")).isEqualTo(values(graph, "w1"));
    }

    @Test
    void doesNotMindAGraphThatIsFittedAgain() {
        SameDiff graph = graph(0.01);
        Listener listener = WandbSameDiffListener.of(run, graph);
        graph.setListeners(listener);
        graph.fit(data(), 1);
        graph.fit(data(), 2);

        assertThat(RunLog.of(run).rowsWith("epoch/epoch"))
                .extracting(row -> row.get("epoch/epoch"))
                .containsExactly(0, 1, 2);
    }

    private static float[] values(SameDiff graph, String variable) {
        return graph.getVariable(variable).getArr().data().asFloat();
    }

    private static DataSetIterator data() {
        return new ListDataSetIterator<>(Nets.rows(40, 1).batchBy(16), 1);
    }

    private static SameDiff graph(double rate) {
        SameDiff graph = SameDiff.create();
        SDVariable in = graph.placeHolder("in", DataType.FLOAT, -1, Nets.INPUTS);
        SDVariable label = graph.placeHolder("label", DataType.FLOAT, -1, Nets.CLASSES);
        SDVariable hidden = graph.nn()
                .tanh(in.mmul(graph.var("w0", weights(Nets.INPUTS, 8))).add(graph.var("b0", Nd4j.zeros(1, 8))));
        SDVariable logits = hidden.mmul(graph.var("w1", weights(8, Nets.CLASSES)))
                .add("logits", graph.var("b1", Nd4j.zeros(1, Nets.CLASSES)));
        graph.nn().softmax("prediction", logits);
        graph.loss().softmaxCrossEntropy("loss", label, logits, null);
        graph.setLossVariables("loss");
        graph.setTrainingConfig(TrainingConfig.builder()
                .updater(new Adam(rate))
                .dataSetFeatureMapping("in")
                .dataSetLabelMapping("label")
                .build());
        return graph;
    }

    private static INDArray weights(int rows, int columns) {
        Random random = new Random(3);
        float[][] values = new float[rows][columns];
        for (float[] row : values) {
            for (int i = 0; i < columns; i++) {
                row[i] = (float) random.nextGaussian() / 2;
            }
        }
        return Nd4j.createFromArray(values);
    }
}
