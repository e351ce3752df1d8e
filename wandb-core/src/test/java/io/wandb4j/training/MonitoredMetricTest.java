package io.wandb4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.metric.MetricDefinition.Goal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MonitoredMetricTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "epoch/val_accuracy",
                "val_acc",
                "epoch/top5_accuracy",
                "epoch/fmeasure",
                "val_f1_score",
                "epoch/val_kind_auc",
                "precision",
                "val_r2"
            })
    void takesHigherForBetterByName(String name) {
        MonitoredMetric metric = new MonitoredMetric(name, Goal.UNSET);

        assertThat(metric.improvesWith(0.5)).isTrue();
        assertThat(metric.improvesWith(0.4)).isFalse();
        assertThat(metric.improvesWith(0.6)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"epoch/val_loss", "loss", "val_rmse", "val_auction", "epoch/my_fmeasure"})
    void takesLowerForBetterOtherwise(String name) {
        MonitoredMetric metric = new MonitoredMetric(name, Goal.UNSET);

        assertThat(metric.improvesWith(0.5)).isTrue();
        assertThat(metric.improvesWith(0.6)).isFalse();
        assertThat(metric.improvesWith(0.4)).isTrue();
    }

    @Test
    void followsAStatedGoal() {
        MonitoredMetric metric = new MonitoredMetric("epoch/perplexity", Goal.MAXIMIZE);

        assertThat(metric.improvesWith(0.5)).isTrue();
        assertThat(metric.improvesWith(0.6)).isTrue();
    }

    @Test
    void takesAnEqualValueForNoImprovement() {
        MonitoredMetric metric = new MonitoredMetric("loss", Goal.UNSET);
        metric.improvesWith(0.5);

        assertThat(metric.improvesWith(0.5)).isFalse();
    }

    @Test
    void neverImprovesWithWhatIsNoNumber() {
        MonitoredMetric metric = new MonitoredMetric("loss", Goal.UNSET);

        assertThat(metric.improvesWith(Double.NaN)).isFalse();
        assertThat(metric.improvesWith(1)).isTrue();
    }
}
