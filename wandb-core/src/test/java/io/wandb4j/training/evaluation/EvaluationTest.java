package io.wandb4j.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import io.wandb4j.chart.Chart;
import io.wandb4j.errors.UsageException;
import io.wandb4j.media.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static final Supplier<float[]> NEVER = () -> {
        throw new AssertionError("nobody shows the input");
    };

    @Test
    void countsWhatAClassifierSays() {
        Map<String, Double> metrics = spoken(Evaluation.ofClasses().topN(2)).metrics();

        // class 0: 2 of 3 found, 1 false; class 1: 1 of 2 found, 1 false; class 2: 1 of 1 found
        assertThat(metrics.get("accuracy")).isCloseTo(4.0 / 6, within(1e-9));
        assertThat(metrics.get("precision")).isCloseTo((2.0 / 3 + 1.0 / 2 + 1) / 3, within(1e-9));
        assertThat(metrics.get("recall")).isCloseTo((2.0 / 3 + 1.0 / 2 + 1) / 3, within(1e-9));
        assertThat(metrics.get("f1")).isCloseTo((2.0 / 3 + 1.0 / 2 + 1) / 3, within(1e-9));
        assertThat(metrics.get("top2_accuracy")).isEqualTo(1);
    }

    @Test
    void findsTheAreaUnderTheCurve() {
        EvaluationTally tally = Evaluation.ofClasses().tally(false);
        float[] scores = {0.1f, 0.4f, 0.35f, 0.8f};
        int[] truth = {0, 0, 1, 1};
        for (int i = 0; i < truth.length; i++) {
            tally.add(new float[] {truth[i]}, new float[] {scores[i]}, NEVER);
        }

        assertThat(tally.metrics()).containsEntry("auc", 0.75);
    }

    @Test
    void equalScoresCountHalf() {
        assertThat(Auc.of(1, new int[] {0, 1}, new float[][] {{0.5f, 0.5f}, {0.5f, 0.5f}}))
                .isEqualTo(0.5);
    }

    @Test
    void makesProbabilitiesOfLogits() {
        assertThat(Probabilities.of(new float[] {1, 1, 1, 1}, false)).containsExactly(0.25f, 0.25f, 0.25f, 0.25f);
        assertThat(Probabilities.of(new float[] {1000, 0}, true)).containsExactly(1, 0);
        assertThat(Probabilities.of(new float[] {0}, true)).containsExactly(0.5f, 0.5f);
        assertThat(Probabilities.of(new float[] {0.2f, 0.8f}, false)).containsExactly(0.2f, 0.8f);
        assertThat(Probabilities.of(new float[] {0.25f}, false)).containsExactly(0.75f, 0.25f);
    }

    @Test
    void drawsTheChartsOfAClassifier() {
        EvaluationTally tally = spoken(Evaluation.ofClasses("ant", "bee", "cat").worstSamples(4));

        assertThat(tally.charts())
                .containsOnlyKeys(
                        "evaluation/confusion_matrix",
                        "evaluation/roc",
                        "evaluation/pr",
                        "evaluation/classes",
                        "evaluation/samples");
        assertThat(((Chart) tally.charts().get("evaluation/confusion_matrix"))
                        .table()
                        .size())
                .isEqualTo(9);
        Table samples = (Table) tally.charts().get("evaluation/samples");
        assertThat(samples.size()).isEqualTo(4);
        assertThat(samples.columns())
                .containsExactly(
                        "row", "input", "truth", "guess", "confidence", "loss", "score_ant", "score_bee", "score_cat");
    }

    @Test
    void aClassThatDoesNotOccurIsNoHindrance() {
        EvaluationTally tally = Evaluation.ofClasses().tally(false);
        tally.add(new float[] {0}, new float[] {0.5f, 0.1f, 0.4f}, NEVER);
        tally.add(new float[] {2}, new float[] {0.3f, 0.1f, 0.6f}, NEVER);

        assertThat(tally.metrics()).contains(entry("accuracy", 1.0), entry("recall", 1.0), entry("auc", 1.0));
        assertThat(tally.charts()).containsKeys("evaluation/roc", "evaluation/pr");
    }

    @Test
    void oneClassAloneHasNoCurves() {
        EvaluationTally tally = Evaluation.ofClasses().tally(false);
        tally.add(new float[] {0}, new float[] {0.9f, 0.1f}, NEVER);

        assertThat(tally.metrics()).doesNotContainKey("auc");
        assertThat(tally.charts()).containsOnlyKeys("evaluation/confusion_matrix", "evaluation/classes");
    }

    @Test
    void rowsOfUnknownClassAreLeftOut() {
        EvaluationTally tally = Evaluation.ofClasses().tally(false);
        tally.add(new float[] {-1}, new float[] {0.9f, 0.1f}, NEVER);

        assertThat(tally.size()).isZero();
        assertThat(tally.metrics()).isEmpty();
        assertThat(tally.charts()).isEmpty();
    }

    @Test
    void aNetworkThatSaysNoNumberIsCountedAsWrong() {
        EvaluationTally tally = spoken(Evaluation.ofClasses());
        tally.add(new float[] {1}, new float[] {Float.NaN, Float.NaN, Float.NaN}, NEVER);

        assertThat(tally.size()).isEqualTo(7);
        assertThat(tally.charts()).containsKey("evaluation/roc");
    }

    @Test
    void readsClassesFromColumns() {
        EvaluationTally tally = Evaluation.ofClasses().tally(false);
        tally.add(new float[] {0, 1}, new float[] {0.2f, 0.8f}, NEVER);

        assertThat(tally.metrics()).containsEntry("accuracy", 1.0);
    }

    @Test
    void keepsTheWorstRandomOrChosenSamples() {
        assertThat(places(SampleChoice.worst(3))).containsExactly(99, 98, 97);
        assertThat(places(SampleChoice.of(7, 3, 3))).containsExactly(3, 7);
        assertThat(places(SampleChoice.random(5))).hasSize(5).isSorted().isEqualTo(places(SampleChoice.random(5)));
        assertThat(places(SampleChoice.random(500))).hasSize(100);
    }

    @Test
    void showsFeaturesAsPictures() {
        EvaluationTally tally =
                Evaluation.ofClasses().randomSamples(2).images(2, 2, 3).tally(false);
        tally.add(new float[] {0}, new float[] {0.9f, 0.1f}, () -> new float[12]);

        assertThat(((Table) tally.charts().get("evaluation/samples")).columns()).contains("image");
        assertThatThrownBy(() -> tally.add(new float[] {0}, new float[] {0.9f, 0.1f}, () -> new float[11]))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("11 features is not a picture of 2 x 2 pixels of 3 channels");
    }

    @Test
    void measuresHowFarNumbersAreOff() {
        EvaluationTally tally = Evaluation.ofNumbers("height").worstSamples(1).tally(false);
        double[] truth = {3, -0.5, 2, 7};
        double[] output = {2.5, 0.0, 2, 8};
        for (int i = 0; i < truth.length; i++) {
            tally.add(new float[] {(float) truth[i]}, new float[] {(float) output[i]}, () -> new float[] {1});
        }

        assertThat(tally.metrics())
                .containsEntry("mse", 0.375)
                .containsEntry("mae", 0.5)
                .containsEntry("rmse", Math.sqrt(0.375))
                .containsEntry("r2", 1 - 1.5 / 29.1875);
        assertThat(tally.charts()).containsOnlyKeys("evaluation/columns", "evaluation/fit", "evaluation/samples");
        assertThat(((Table) tally.charts().get("evaluation/samples")).columns())
                .containsExactly("row", "input", "error", "truth_height", "output_height");
    }

    @Test
    void numbersWithoutSpreadHaveNoShareExplained() {
        EvaluationTally tally = Evaluation.ofNumbers().tally(false);
        tally.add(new float[] {1}, new float[] {2}, NEVER);

        assertThat(tally.metrics()).containsEntry("mse", 1.0).doesNotContainKey("r2");
    }

    @Test
    void isDueAfterEachSoManyEpochsOrAtTheEnd() {
        Evaluation everyThird = Evaluation.ofClasses().everyEpochs(3);

        assertThat(List.of(everyThird.isDue(0), everyThird.isDue(2), everyThird.isDue(5)))
                .containsExactly(false, true, true);
        assertThat(everyThird.isAtEnd()).isFalse();
        assertThat(everyThird.atEnd().isDue(2)).isFalse();
        assertThat(everyThird.atEnd().isAtEnd()).isTrue();
    }

    @Test
    void curvesOfManyRowsStayBounded() {
        EvaluationTally tally = Evaluation.ofClasses().tally(false);
        Random random = new Random(1);
        for (int i = 0; i < 30_000; i++) {
            float second = random.nextFloat();
            tally.add(new float[] {second > random.nextFloat() ? 1 : 0}, new float[] {second}, NEVER);
        }

        assertThat(tally.size()).isEqualTo(30_000);
        assertThat(tally.metrics().get("auc")).isCloseTo(5.0 / 6, within(0.02));
        assertThat(((Chart) tally.charts().get("evaluation/roc")).table().size())
                .isLessThanOrEqualTo(10_000);
    }

    /** Six samples of three classes, four of them right. */
    private static EvaluationTally spoken(Evaluation evaluation) {
        EvaluationTally tally = evaluation.tally(false);
        float[][] scores = {
            {0.7f, 0.2f, 0.1f},
            {0.6f, 0.3f, 0.1f},
            {0.4f, 0.5f, 0.1f},
            {0.1f, 0.8f, 0.1f},
            {0.5f, 0.4f, 0.1f},
            {0.1f, 0.2f, 0.7f}
        };
        int[] truth = {0, 0, 0, 1, 1, 2};
        for (int i = 0; i < truth.length; i++) {
            tally.add(new float[] {truth[i]}, scores[i], () -> new float[] {1, 2});
        }
        return tally;
    }

    private static List<Integer> places(SampleChoice choice) {
        SampleChoice.Kept kept = choice.kept().get();
        for (int i = 0; i < 100; i++) {
            int badness = i;
            kept.offer(i, i, place -> new Sample(place, badness, new ArrayList<>()));
        }
        return kept.samples().stream().map(Sample::place).toList();
    }
}
