package io.wandb4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class NumberEvaluationTest {
    @Test
    void measuresErrorsOfNumbersFarFromZero() {
        NumberEvaluation evaluation = new NumberEvaluation(1);
        double[] truth = {1e6 + 1, 1e6 + 2, 1e6 + 3, 1e6 + 6};
        double[] foretold = {1e6 + 1, 1e6 + 3, 1e6 + 3, 1e6 + 5};
        for (int i = 0; i < truth.length; i++) {
            evaluation.add(new double[] {truth[i]}, new double[] {foretold[i]});
        }

        Map<String, Double> metrics = evaluation.metrics();
        assertThat(metrics.get("mse")).isCloseTo(0.5, within(1e-12));
        assertThat(metrics.get("mae")).isCloseTo(0.5, within(1e-12));
        assertThat(metrics.get("rmse")).isCloseTo(Math.sqrt(0.5), within(1e-12));
        assertThat(metrics.get("r2")).isCloseTo(1 - 2 / 14.0, within(1e-9));
        assertThat(metrics.get("rse")).isCloseTo(2 / 14.0, within(1e-9));
        assertThat(metrics.get("pearson")).isCloseTo(10 / Math.sqrt(14 * 8), within(1e-9));
    }

    @Test
    void leavesOutWhatCannotBeSaid() {
        NumberEvaluation evaluation = new NumberEvaluation(2);
        evaluation.add(new double[] {1, 2}, new double[] {1, 4});

        assertThat(evaluation.metrics()).containsOnlyKeys("mse", "mae", "rmse").containsEntry("mse", 2.0);
    }
}
