package io.wandb4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wandb4j.evaluation.PredictedRows.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluationTallyTest {
    private static final double[] THREE_CLASSES = {0.8, 0.1, 0.1, 0.2, 0.5, 0.3, 0.1, 0.2, 0.7, 0.6, 0.3, 0.1};

    @Test
    void takesNumbersOfClassesAsItTakesColumns() {
        PredictedRows numbers = new PredictedRows(Kind.CLASSES, 4, new double[] {0, 1, 2, 1}, THREE_CLASSES, null);
        double[] columns = {1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0};

        Map<String, Double> metrics =
                tally(EvaluationPlan.everyEpoch().top(2), numbers).metrics();
        assertThat(metrics)
                .containsEntry("accuracy", 0.75)
                .containsEntry("top_2_accuracy", 1.0)
                .isEqualTo(tally(
                                EvaluationPlan.everyEpoch().top(2),
                                new PredictedRows(Kind.CLASSES, 4, columns, THREE_CLASSES, null))
                        .metrics());
    }

    @Test
    void oneProbabilityTellsTwoClassesApart() {
        PredictedRows rows =
                new PredictedRows(Kind.CLASSES, 3, new double[] {1, 0, 0}, new double[] {0.75, 0.25, 0.9}, null);

        assertThat(rows.columns()).isEqualTo(2);
        assertThat(rows.scores(0)).containsExactly(0.25f, 0.75f);
        assertThat(rows.loss(2)).isCloseTo(-Math.log(0.1), within(1e-12));
        assertThat(tally(EvaluationPlan.everyEpoch(), rows).metrics().get("accuracy"))
                .isCloseTo(2.0 / 3, within(1e-12));
    }

    @Test
    void leavesOutWhatIsMaskedOrPaddingButKeepsTheNumbersOfTheRest() {
        double[] truths = {-1, 1, 2, 1};
        double[] mask = {1, 1, 0, 1};
        PredictedRows rows = new PredictedRows(Kind.CLASSES, 4, truths, THREE_CLASSES, mask);

        EvaluationTally last = tally(EvaluationPlan.everyEpoch().samples(Samples.rows(3)), rows);
        assertThat(last.metrics()).containsEntry("accuracy", 0.5);
        assertThat(last.media(0, "kind/")).containsOnlyKeys("evaluation/kind/samples");
        EvaluationPlan others = EvaluationPlan.everyEpoch().samples(Samples.rows(0, 2));
        assertThat(tally(others, rows).media(0, "")).isEmpty();
    }

    @Test
    void tellsLabelsAndNumbers() {
        double[] truths = {1, 0, 1, 1};
        double[] said = {0.9, 0.2, 0.4, 0.6};

        assertThat(tally(EvaluationPlan.everyEpoch(), new PredictedRows(Kind.LABELS, 2, truths, said, null))
                        .metrics())
                .containsEntry("accuracy", 0.75);
        assertThat(tally(EvaluationPlan.everyEpoch(), new PredictedRows(Kind.NUMBERS, 2, truths, said, null))
                        .metrics()
                        .get("mse"))
                .isCloseTo((0.01 + 0.04 + 0.36 + 0.16) / 4, within(1e-12));
    }

    @Test
    void saysNothingOfNoRows() {
        EvaluationTally tally = tally(
                EvaluationPlan.everyEpoch().charts().samples(Samples.worst(1)),
                new PredictedRows(Kind.CLASSES, 0, new double[0], new double[0], null));

        assertThat(tally.metrics()).isEmpty();
        assertThat(tally.media(0, "")).isEmpty();
    }

    private static EvaluationTally tally(EvaluationPlan plan, PredictedRows rows) {
        EvaluationTally tally = new EvaluationTally(plan);
        tally.add(rows, row -> new RowInput(new float[] {row}, new long[] {1}));
        return tally;
    }
}
