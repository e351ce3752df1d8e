package io.wandb4j.djl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluatorNamesTest {
    @ParameterizedTest
    @CsvSource({
        "Accuracy, accuracy",
        "BinaryAccuracy, binary_accuracy",
        "Top5Accuracy, top5_accuracy",
        "index_3, index_3",
        "my own metric, my_own_metric"
    })
    void spellsEvaluatorsAsKerasSpellsMetrics(String evaluator, String metric) {
        assertThat(EvaluatorNames.metric(evaluator)).isEqualTo(metric);
    }
}
