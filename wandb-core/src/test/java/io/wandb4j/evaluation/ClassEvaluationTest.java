package io.wandb4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wandb4j.chart.Chart;
import io.wandb4j.errors.UsageException;
import io.wandb4j.media.Table;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ClassEvaluationTest {
    private static final Offset<Double> EXACT = within(1e-12);

    @Test
    void countsThreeClasses() {
        ClassEvaluation evaluation = ClassEvaluation.ofClasses(3, 2);
        evaluation.add(0, new float[] {0.7f, 0.2f, 0.1f}); // right
        evaluation.add(0, new float[] {0.3f, 0.6f, 0.1f}); // taken for 1, second in rank
        evaluation.add(1, new float[] {0.1f, 0.8f, 0.1f}); // right
        evaluation.add(2, new float[] {0.5f, 0.3f, 0.2f}); // taken for 0, last in rank

        Map<String, Double> metrics = evaluation.metrics();
        assertThat(metrics.get("accuracy")).isCloseTo(0.5, EXACT);
        assertThat(metrics.get("precision")).isCloseTo((0.5 + 0.5 + 0) / 3, EXACT);
        assertThat(metrics.get("recall")).isCloseTo((0.5 + 1 + 0) / 3, EXACT);
        assertThat(metrics.get("f1_score")).isCloseTo((0.5 + 2.0 / 3 + 0) / 3, EXACT);
        assertThat(metrics.get("top_2_accuracy")).isCloseTo(0.75, EXACT);
        // areas: class 0 beats (0.7: both, 0.3: one of two), class 1 all, class 2 all
        assertThat(metrics.get("auc")).isCloseTo((0.75 + 1 + 1) / 3, EXACT);
    }

    @Test
    void speaksOfTheSecondOfTwoClasses() {
        ClassEvaluation evaluation = ClassEvaluation.ofClasses(2, 1);
        evaluation.add(1, new float[] {0.2f, 0.8f});
        evaluation.add(1, new float[] {0.6f, 0.4f});
        evaluation.add(0, new float[] {0.4f, 0.6f});
        evaluation.add(0, new float[] {0.6f, 0.4f});

        Map<String, Double> metrics = evaluation.metrics();
        assertThat(metrics.get("precision")).isCloseTo(0.5, EXACT);
        assertThat(metrics.get("recall")).isCloseTo(0.5, EXACT);
        assertThat(metrics.get("auc")).isCloseTo((1 + 1 + 0 + 0.5) / 4, EXACT);
        assertThat(metrics).doesNotContainKey("top_1_accuracy");
    }

    @Test
    void countsLabelsOneByOne() {
        ClassEvaluation evaluation = ClassEvaluation.ofLabels(2);
        evaluation.add(new boolean[] {true, false}, new float[] {0.9f, 0.7f});
        evaluation.add(new boolean[] {false, true}, new float[] {0.1f, 0.8f});

        assertThat(evaluation.metrics().get("accuracy")).isCloseTo(0.75, EXACT);
        assertThat(evaluation.metrics().get("precision")).isCloseTo(0.75, EXACT);
        assertThat(evaluation.metrics().get("recall")).isCloseTo(1, EXACT);
    }

    @Test
    void saysNothingOfWhatDoesNotOccur() {
        ClassEvaluation evaluation = ClassEvaluation.ofClasses(5, 1);
        evaluation.add(3, new float[] {0, 0, 0, 1, 0});

        assertThat(evaluation.metrics()).doesNotContainKey("auc").containsEntry("precision", 1.0);
        assertThat(EvaluationCharts.of(evaluation, List.of())).containsOnlyKeys("confusion_matrix", "per_class");
    }

    @Test
    void keepsNoMoreRowsThanItSays() {
        ClassEvaluation evaluation = ClassEvaluation.ofClasses(2, 1);
        for (int i = 0; i < ClassEvaluation.KEPT_ROWS + 1000; i++) {
            evaluation.add(i % 2, new float[] {1 - i % 2, i % 2});
        }

        assertThat(evaluation.sample().rows()).hasSize(ClassEvaluation.KEPT_ROWS);
        assertThat(evaluation.metrics()).containsEntry("accuracy", 1.0).containsEntry("auc", 1.0);
    }

    @Test
    void drawsWhatItCounted() {
        ClassEvaluation evaluation = ClassEvaluation.ofClasses(3, 1);
        evaluation.add(0, new float[] {0.7f, 0.2f, 0.1f});
        evaluation.add(2, new float[] {0.1f, 0.2f, 0.7f});
        evaluation.add(2, new float[] {0.6f, 0.2f, 0.2f});

        Map<String, Object> charts = EvaluationCharts.of(evaluation, List.of("ant", "bee"));
        assertThat(charts).containsOnlyKeys("confusion_matrix", "roc_curve", "pr_curve", "per_class");
        assertThat(((Chart) charts.get("confusion_matrix")).table().size()).isEqualTo(9);
        assertThat((Table) charts.get("per_class")).satisfies(table -> {
            assertThat(table.size()).isEqualTo(3);
            assertThat(table.columns()).contains("class", "support");
        });
    }

    @Test
    void refusesToTellOneClassApart() {
        assertThatThrownBy(() -> ClassEvaluation.ofClasses(1, 1)).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> EvaluationPlan.everyEpochs(0)).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> EvaluationPlan.everyEpoch().top(1)).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> Samples.worst(0)).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> Samples.random(3).asImages(28, 28, 2)).isInstanceOf(UsageException.class);
    }
}
