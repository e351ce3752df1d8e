package io.wandb4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wandb4j.Wandb;
import io.wandb4j.errors.UsageException;
import io.wandb4j.evaluation.EvaluationPlan;
import io.wandb4j.evaluation.Samples;
import io.wandb4j.run.Run;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.evaluation.classification.EvaluationBinary;
import org.nd4j.evaluation.classification.ROCMultiClass;
import org.nd4j.evaluation.regression.RegressionEvaluation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.adapter.SingletonMultiDataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Evaluations of real networks, beside those that DL4J makes on its own. */
class EvaluationTest {
    private static final Offset<Double> CLOSE = within(1e-9);

    @TempDir
    Path dir;

    private final DataSet data = Nets.rows(200, 3);
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
    void findsTheMetricsOfClassesThatDl4jFinds() {
        MultiLayerNetwork network = Nets.dense(Activation.SOFTMAX, LossFunction.MCXENT);
        fitted(network, EvaluationPlan.everyEpoch().top(2));

        Evaluation expected = network.doEvaluation(batches(), new Evaluation(null, 2))[0];
        ROCMultiClass curves = network.doEvaluation(batches(), new ROCMultiClass(0))[0];
        assertThat(number("epoch/val_accuracy")).isCloseTo(expected.accuracy(), CLOSE);
        assertThat(number("epoch/val_precision")).isCloseTo(expected.precision(), CLOSE);
        assertThat(number("epoch/val_recall")).isCloseTo(expected.recall(), CLOSE);
        assertThat(number("epoch/val_top_2_accuracy")).isCloseTo(expected.topNAccuracy(), CLOSE);
        assertThat(number("epoch/val_auc")).isCloseTo(curves.calculateAverageAUC(), within(1e-6));
    }

    @Test
    void findsTheMetricsOfLabelsThatDl4jFinds() {
        MultiLayerNetwork network = Nets.dense(Activation.SIGMOID, LossFunction.XENT);
        fitted(network, EvaluationPlan.everyEpoch());

        EvaluationBinary expected = network.doEvaluation(batches(), new EvaluationBinary())[0];
        assertThat(number("epoch/val_accuracy")).isCloseTo(expected.averageAccuracy(), CLOSE);
        assertThat(number("epoch/val_recall")).isCloseTo(expected.averageRecall(), CLOSE);
    }

    @Test
    void findsTheErrorsOfNumbersThatDl4jFinds() {
        MultiLayerNetwork network = Nets.dense(Activation.IDENTITY, LossFunction.MSE);
        fitted(network, EvaluationPlan.everyEpoch());

        RegressionEvaluation expected = network.doEvaluation(batches(), new RegressionEvaluation())[0];
        assertThat(number("epoch/val_mse")).isCloseTo(expected.averageMeanSquaredError(), within(1e-6));
        assertThat(number("epoch/val_mae")).isCloseTo(expected.averageMeanAbsoluteError(), within(1e-6));
        assertThat(number("epoch/val_rmse")).isCloseTo(expected.averagerootMeanSquaredError(), within(1e-6));
        assertThat(number("epoch/val_r2")).isCloseTo(expected.averageRSquared(), within(1e-5));
        assertThat(number("epoch/val_pearson")).isCloseTo(expected.averagePearsonCorrelation(), within(1e-5));
        assertThat(number("epoch/val_rse")).isCloseTo(expected.averagerelativeSquaredError(), within(1e-5));
    }

    @Test
    void leavesOutMaskedSteps() {
        MultiLayerNetwork network = Nets.recurrentAtOnce();
        DataSet sequences = Nets.sequences(50, 1);
        network.addListeners(WandbListener.builder(run)
                .validateOn(new ListDataSetIterator<>(sequences.batchBy(16), 1))
                .evaluate(EvaluationPlan.everyEpoch())
                .build());
        network.fit(new ListDataSetIterator<>(sequences.batchBy(16), 1));

        Evaluation expected =
                network.doEvaluation(new ListDataSetIterator<>(sequences.batchBy(16), 1), new Evaluation())[0];
        assertThat(number("epoch/val_recall")).isCloseTo(expected.recall(), CLOSE);
    }

    @Test
    void drawsChartsAndShowsSamples() {
        MultiLayerNetwork network = Nets.dense(Activation.SOFTMAX, LossFunction.MCXENT);
        fitted(
                network,
                EvaluationPlan.everyEpoch()
                        .classes("a", "b", "c")
                        .charts()
                        .samples(
                                Samples.worst(5).asImages(2, 2, 1).withGallery().column("is right", row -> row.truth()
                                        .equals(row.guess()))));

        List<Map<String, Object>> rows = RunLog.of(run).rowsWith("epoch/epoch");
        assertThat(rows.get(0))
                .containsKeys(
                        "evaluation/confusion_matrix_table",
                        "evaluation/roc_curve_table",
                        "evaluation/pr_curve_table",
                        "evaluation/per_class",
                        "evaluation/samples",
                        "examples");
        assertThat(rows.get(0).get("evaluation/samples").toString()).contains("nrows=5", "ncols=10");
    }

    @Test
    void isDueOnlyAfterTheChosenEpochs() {
        MultiLayerNetwork network = Nets.dense(Activation.SOFTMAX, LossFunction.MCXENT);
        network.addListeners(listener(EvaluationPlan.everyEpochs(2).charts()));
        network.fit(batches(), 4);

        List<Map<String, Object>> rows = RunLog.of(run).rowsWith("epoch/epoch");
        assertThat(rows).allSatisfy(row -> assertThat(row).containsKey("epoch/val_accuracy"));
        assertThat(rows)
                .extracting(row -> row.containsKey("epoch/val_f1_score"))
                .containsExactly(false, true, false, true);
        assertThat(rows)
                .extracting(row -> row.containsKey("evaluation/roc_curve_table"))
                .containsExactly(false, true, false, true);
    }

    @Test
    void validatesAtTheChosenEpochsOnly() {
        MultiLayerNetwork network = Nets.dense(Activation.SOFTMAX, LossFunction.MCXENT);
        network.addListeners(WandbListener.builder(run)
                .validateOn(batches())
                .validateEveryEpochs(3)
                .evaluate(EvaluationPlan.everyEpochs(2))
                .build());
        network.fit(batches(), 4);

        List<Map<String, Object>> rows = RunLog.of(run).rowsWith("epoch/epoch");
        assertThat(rows).extracting(row -> row.containsKey("epoch/val_loss")).containsExactly(false, true, true, true);
        assertThat(rows)
                .extracting(row -> row.containsKey("epoch/val_f1_score"))
                .containsExactly(false, true, false, true);
    }

    @Test
    void wantsDataThatCanBeReadAgain() {
        WandbListener.Builder builder = WandbListener.builder(run);
        ExistingDataSetIterator once = new ExistingDataSetIterator(data.asList().iterator());

        assertThatThrownBy(() -> builder.validateOn(once))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("cannot be reset");
        assertThatThrownBy(() -> builder.validateEveryEpochs(0)).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> builder.evaluate(EvaluationPlan.everyEpoch()).build())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("validateOn(data)");
    }

    @Test
    void withoutDataARequestChangesNothing() {
        MultiLayerNetwork network = Nets.dense(Activation.SOFTMAX, LossFunction.MCXENT);
        WandbListener listener = WandbListener.of(run);
        network.addListeners(listener);
        listener.evaluate(network);
        network.fit(batches(), 1);

        assertThat(RunLog.of(run).rows()).hasSize(1);
    }

    @Test
    void comesOnRequestAtTheEnd() {
        MultiLayerNetwork network = Nets.dense(Activation.SOFTMAX, LossFunction.MCXENT);
        WandbListener listener = listener(EvaluationPlan.onRequest().charts());
        network.addListeners(listener);
        network.fit(batches(), 2);
        assertThat(run.summary().get("epoch/val_f1_score")).isNull();
        listener.evaluate(network);

        assertThat(run.summary().get("epoch/val_f1_score")).isNotNull();
        assertThat(RunLog.of(run).rowsWith("evaluation/roc_curve_table")).hasSize(1);
    }

    @Test
    void isRefusedWithinASequence() {
        MultiLayerNetwork plain = Nets.recurrent();
        plain.fit(Nets.sequences(8, 3));
        MultiLayerNetwork network = Nets.recurrent();
        WandbListener listener = WandbListener.builder(run)
                .validateOn(new ListDataSetIterator<>(Nets.sequences(4, 5).batchBy(4), 1))
                .build();
        network.addListeners(listener, new BaseTrainingListener() {
            @Override
            public void iterationDone(Model model, int iteration, int epoch) {
                listener.evaluate(model);
            }
        });
        network.fit(Nets.sequences(8, 3));

        assertThat(network.params()).isEqualTo(plain.params());
        assertThat(run.summary().get("epoch/val_loss")).isNull();
        listener.evaluate(network);
        assertThat(run.summary().get("epoch/val_loss")).isNotNull();
    }

    @Test
    void speaksOfEachOutputOfAGraph() {
        ComputationGraph graph = Nets.twoOutputs();
        graph.addListeners(WandbListener.builder(run)
                .validateOn(new SingletonMultiDataSetIterator(Nets.twoLabels(40, 2)))
                .evaluate(EvaluationPlan.everyEpoch().charts().samples(Samples.random(3)))
                .build());
        graph.fit(new SingletonMultiDataSetIterator(Nets.twoLabels(40, 1)), 1);

        assertThat(RunLog.of(run).rows().get(0))
                .containsKeys(
                        "epoch/val_kind_f1_score",
                        "epoch/val_size_mse",
                        "evaluation/kind/confusion_matrix_table",
                        "evaluation/kind/samples",
                        "evaluation/size/samples");
    }

    private void fitted(MultiLayerNetwork network, EvaluationPlan plan) {
        network.addListeners(listener(plan));
        network.fit(batches(), 1);
    }

    private WandbListener listener(EvaluationPlan plan) {
        return WandbListener.builder(run).validateOn(batches()).evaluate(plan).build();
    }

    private double number(String key) {
        return ((Number) run.summary().get(key)).doubleValue();
    }

    private DataSetIterator batches() {
        return new ListDataSetIterator<>(data.batchBy(16), 1);
    }
}
