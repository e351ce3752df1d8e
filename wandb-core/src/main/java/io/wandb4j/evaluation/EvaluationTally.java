package io.wandb4j.evaluation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What one pass over validation data shows, row by row, as a plan asks: metrics, charts and samples. For one thread. */
public final class EvaluationTally {
    private final EvaluationPlan plan;
    private final @Nullable SampleTable samples;
    private @Nullable ClassEvaluation classes;
    private @Nullable NumberEvaluation numbers;

    /** A tally of no rows yet. */
    public EvaluationTally(EvaluationPlan plan) {
        this.plan = plan;
        this.samples = plan.samples().map(SampleTable::new).orElse(null);
    }

    /** Adds the rows of a batch.
     *
     * @param inputs tells what the model was given for a row, asked for only if that row is shown; null if that is not known */
    public void add(PredictedRows rows, @Nullable IntFunction<RowInput> inputs) {
        for (int row = 0; row < rows.size(); row++) {
            boolean counts = rows.counts(row);
            if (counts) {
                count(rows, row);
            }
            if (samples != null && inputs != null) {
                if (counts) {
                    int number = row;
                    samples.see(rows.loss(row), () -> rows.sample(number, inputs.apply(number), plan.classes()));
                } else {
                    samples.skip();
                }
            }
        }
    }

    /** The metrics by their bare names; empty if no row counted. */
    public Map<String, Double> metrics() {
        if (classes != null) {
            return classes.metrics();
        }
        return numbers == null ? Map.of() : numbers.metrics();
    }

    /** Charts and tables by their full names.
     *
     * @param prefix tells outputs apart where a model has several; empty, or ends with a slash */
    public Map<String, Object> media(int epoch, String prefix) {
        Map<String, Object> media = new LinkedHashMap<>();
        if (plan.hasCharts() && classes != null) {
            EvaluationCharts.of(classes, plan.classes())
                    .forEach((name, chart) -> media.put("evaluation/" + prefix + name, chart));
        }
        if (samples != null) {
            samples.media(epoch, plan.classes())
                    .forEach((name, shown) ->
                            media.put(name.equals("examples") ? prefix + name : "evaluation/" + prefix + name, shown));
        }
        return media;
    }

    private void count(PredictedRows rows, int row) {
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
