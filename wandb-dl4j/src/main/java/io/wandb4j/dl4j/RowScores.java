package io.wandb4j.dl4j;

import io.wandb4j.evaluation.ClassEvaluation;
import io.wandb4j.evaluation.EvaluationCharts;
import io.wandb4j.evaluation.EvaluationPlan;
import io.wandb4j.evaluation.NumberEvaluation;
import io.wandb4j.evaluation.SampleTable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What an output's predictions say row by row: metrics, charts and samples. */
final class RowScores {
    private final EvaluationPlan plan;
    private final @Nullable SampleTable samples;
    private @Nullable ClassEvaluation classes;
    private @Nullable NumberEvaluation numbers;

    RowScores(EvaluationPlan plan) {
        this.plan = plan;
        this.samples = plan.samples().map(SampleTable::new).orElse(null);
    }

    /** Adds the rows of a batch.
     *
     * @param input the features of a row; null where rows are not examples */
    void add(PredictedRows rows, @Nullable IntFunction<RowInput> input) {
        for (int row = 0; row < rows.size(); row++) {
            if (rows.counts(row)) {
                addNumbers(rows, row);
            }
            if (samples != null && input != null) {
                int number = row;
                samples.see(rows.loss(row), () -> rows.sample(number, input.apply(number), plan.classes()));
            }
        }
    }

    Map<String, Double> metrics() {
        if (classes != null) {
            return classes.metrics();
        }
        return numbers == null ? Map.of() : numbers.metrics();
    }

    Map<String, Object> media(int epoch) {
        Map<String, Object> media = new LinkedHashMap<>();
        if (plan.hasCharts() && classes != null) {
            media.putAll(EvaluationCharts.of(classes, plan.classes()));
        }
        if (samples != null) {
            media.putAll(samples.media(epoch, plan.classes()));
        }
        return media;
    }

    private void addNumbers(PredictedRows rows, int row) {
        switch (rows.kind()) {
            case CLASSES -> {
                classes = classes == null ? ClassEvaluation.ofClasses(rows.columns(), plan.top()) : classes;
                classes.add(rows.truth(row), rows.scores(row));
            }
            case LABELS -> {
                classes = classes == null ? ClassEvaluation.ofLabels(rows.columns()) : classes;
                classes.add(rows.labels(row), rows.scores(row));
            }
            case NUMBERS -> {
                numbers = numbers == null ? new NumberEvaluation(rows.columns()) : numbers;
                numbers.add(rows.trueNumbers(row), rows.numbers(row));
            }
        }
    }
}
