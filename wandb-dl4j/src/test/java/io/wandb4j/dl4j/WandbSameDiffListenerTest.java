package io.wandb4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wandb4j.errors.RunStoppedException;
import io.wandb4j.errors.UsageException;
import io.wandb4j.evaluation.EvaluationPlan;
import io.wandb4j.evaluation.Samples;
import io.wandb4j.run.Run;
import io.wandb4j.training.Checkpoints;
import io.wandb4j.training.insight.Insight;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.autodiff.listeners.At;
import org.nd4j.autodiff.listeners.BaseListener;
import org.nd4j.autodiff.listeners.Listener;
import org.nd4j.autodiff.listeners.Loss;
import org.nd4j.autodiff.listeners.Operation;
import org.nd4j.autodiff.listeners.checkpoint.CheckpointListener;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.regularization.L2Regularization;

class WandbSameDiffListenerTest {
    @TempDir
    Path dir;

    private Run run;

    @BeforeEach
    void start() {
        run = OfflineRun.in(dir);
    }

    @AfterEach
    void finish() {
        run.close();
    }

    @Test
    void logsTheLossThatTheGraphHas() {
        SameDiff graph = Graphs.classifier(0); // nothing is learned: the loss of an epoch is that of the data
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
        SameDiff graph = Graphs.evaluated(0.01);
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
    void changesNoVariableByABitWithEverythingOn() {
        SameDiff plain = Graphs.evaluated(0.01);
        plain.fit(data(), 2, data(), 1);
        SameDiff tracked = Graphs.evaluated(0.01);
        CheckpointListener files = CheckpointListener.builder(
                        dir.resolve("checkpoints").toFile())
                .saveEveryNEpochs(1)
                .keepAll()
                .build();
        tracked.setListeners(
                files,
                WandbSameDiffListener.builder(run, tracked)
                        .everyBatch()
                        .save(Checkpoints.everyEpoch().everyBatches(2))
                        .adopt(dir.resolve("checkpoints"))
                        .insight(Insight.everyBatches(1).everything())
                        .evaluate(EvaluationPlan.everyEpoch().top(2).charts().samples(Samples.worst(4)))
                        .stopWhenAsked()
                        .build());
        tracked.fit(data(), 2, data(), 1);

        for (String variable : List.of("w0", "b0", "w1", "b1")) {
            assertThat(values(tracked, variable)).isEqualTo(values(plain, variable));
        }
        assertThat(RunLog.of(run).rowsWith("epoch/val_f1_score")).hasSize(2);
        assertThat(RunLog.of(run).rowsWith("gradients/w0")).hasSize(6);
        assertThat(RunLog.of(run).artifacts())
                .filteredOn(artifact -> artifact.getType().equals("model"))
                .hasSize(5) // of three batches, and the two that SameDiff wrote
                .anySatisfy(model ->
                        assertThat(model.getManifest().getContents(0).getPath()).endsWith(".bin"));
    }

    @Test
    void evaluatesWhatTheConfigurationEvaluatesAsThePlanSays() {
        SameDiff graph = Graphs.evaluated(0.01);
        Evaluation ofSameDiff = new Evaluation();
        graph.getTrainingConfig().getValidationEvaluations().put("prediction", List.of(ofSameDiff));
        graph.setListeners(WandbSameDiffListener.builder(run, graph)
                .evaluate(EvaluationPlan.everyEpochs(2).top(2).charts().samples(Samples.rows(0, 39, 79)))
                .build());
        graph.fit(data(), 2, data(), 1);

        List<Map<String, Object>> rows = RunLog.of(run).rowsWith("epoch/epoch");
        assertThat(rows.get(0)).containsKey("epoch/val_accuracy").doesNotContainKeys("epoch/val_auc");
        assertThat(rows.get(1))
                .containsKeys(
                        "epoch/val_top_2_accuracy",
                        "epoch/val_auc",
                        "evaluation/confusion_matrix_table",
                        "evaluation/roc_curve_table");
        assertThat(rows.get(1).get("evaluation/per_class").toString()).contains("nrows=3");
        assertThat(rows.get(1).get("evaluation/samples").toString())
                .contains("nrows=2"); // SameDiff tells each of the 40 twice
        DataSet all = Nets.rows(40, 1);
        Evaluation expected = new Evaluation();
        expected.eval(
                all.getLabels(),
                graph.output(Map.of("in", all.getFeatures(), "label", all.getLabels()), "prediction")
                        .get("prediction"));
        assertThat((Double) rows.get(1).get("epoch/val_accuracy")).isCloseTo(expected.accuracy(), within(1e-9));
    }

    @Test
    void bothLossesHaveTheRegularization() {
        SameDiff graph = Graphs.evaluated(0);
        graph.getTrainingConfig().setRegularization(List.of(new L2Regularization(0.1)));
        graph.setListeners(WandbSameDiffListener.of(run, graph));
        graph.fit(data(), 1, data(), 1);

        Map<String, Object> row = RunLog.of(run).rowsWith("epoch/epoch").get(0);
        assertThat((Double) row.get("epoch/val_loss")).isCloseTo((Double) row.get("epoch/loss"), within(1e-5));
    }

    @Test
    void describesTheGraphWhereTheUserSaysNothing() {
        run.config().set("batch_size", "mine");
        SameDiff graph = Graphs.classifier(0.01);
        graph.setListeners(WandbSameDiffListener.of(run, graph));
        graph.fit(data(), 1);

        assertThat(run.config().toMap())
                .containsEntry("framework", "samediff")
                .containsEntry("framework_version", "1.0.0-M2.1")
                .containsEntry("backend", "CpuBackend")
                .containsEntry("optimizer", "Adam")
                .containsEntry("learning_rate", 0.01)
                .containsEntry("parameters", 67L)
                .containsEntry("batch_size", "mine")
                .containsKeys("java_version", "optimizer_config", "input_shapes", "loss_variables");
    }

    @Test
    void leavesTheConfigurationAsItWasWhereATrainingIsBrokenOff() {
        SameDiff stopped = Graphs.classifier(0.01);
        try (Run asked = Run.start(run.settings(), Map.of(), () -> true)) {
            stopped.setListeners(WandbSameDiffListener.builder(asked, stopped)
                    .stopWhenAsked()
                    .build());
            assertThatThrownBy(() -> stopped.fit(data(), 1)).isInstanceOf(RunStoppedException.class);
            assertThat(asked.summary().get("outcome")).isEqualTo("stopped");
        }
        SameDiff broken = Graphs.classifier(0.01);
        WandbSameDiffListener listener = WandbSameDiffListener.of(run, broken);
        Listener breaker = new BaseListener() {
            @Override
            public boolean isActive(Operation operation) {
                return true;
            }

            @Override
            public void iterationDone(SameDiff graph, At at, MultiDataSet batch, Loss loss) {
                throw new IllegalStateException("broken");
            }
        };
        broken.setListeners(listener, breaker);
        assertThatThrownBy(() -> listener.during(() -> broken.fit(data(), 1))).hasMessage("broken");

        assertThat(run.summary().get("outcome")).isEqualTo("failed");
        assertThat(stopped.getTrainingConfig().getTrainEvaluations()).isEmpty();
        assertThat(broken.getTrainingConfig().getTrainEvaluations()).isEmpty();
    }

    @Test
    void tellsWhatEndedTheTraining() {
        SameDiff graph = Graphs.classifier(0.01);
        graph.getVariable("b0").getArr().assign(Double.NaN);
        WandbSameDiffListener listener = WandbSameDiffListener.of(run, graph);
        graph.setListeners(listener);
        listener.during(() -> graph.fit(data(), 1));

        assertThat(run.summary().get("outcome")).isEqualTo("diverged");
    }

    @Test
    void looksInside() {
        SameDiff graph = Graphs.classifier(0.01);
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
        SameDiff graph = Graphs.classifier(0.01);
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
                WandbSameDiffListener.builder(run, Graphs.classifier(0.01)).evaluate(EvaluationPlan.everyEpoch());
        SameDiff graph = Graphs.evaluated(0.01);

        assertThatThrownBy(builder::build).isInstanceOf(UsageException.class).hasMessageContaining("TrainingConfig");
        assertThatThrownBy(() -> WandbSameDiffListener.builder(run, graph)
                        .evaluate(EvaluationPlan.onRequest())
                        .build())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("not on request");
        assertThatThrownBy(() -> WandbSameDiffListener.builder(run, graph)
                        .validateEveryEpochs(2)
                        .build())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("how often");
    }

    @Test
    void doesNotMindAGraphThatIsFittedAgain() {
        SameDiff graph = Graphs.classifier(0.01);
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
}
