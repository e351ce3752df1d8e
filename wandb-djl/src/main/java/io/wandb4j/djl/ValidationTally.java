package io.wandb4j.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.listener.TrainingListener.BatchData;
import ai.djl.training.loss.Loss;
import io.wandb4j.evaluation.ClassEvaluation;
import io.wandb4j.evaluation.EvaluationCharts;
import io.wandb4j.evaluation.EvaluationPlan;
import io.wandb4j.evaluation.NumberEvaluation;
import io.wandb4j.evaluation.SampleRow;
import io.wandb4j.evaluation.SampleTable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts the rows of one pass over validation data, as a plan asks. */
final class ValidationTally {
    private final EvaluationPlan plan;
    private final Loss loss;
    private final @Nullable SampleTable samples;
    private @Nullable ClassEvaluation classes;
    private @Nullable NumberEvaluation numbers;

    ValidationTally(EvaluationPlan plan, Loss loss) {
        this.plan = plan;
        this.loss = loss;
        this.samples = plan.samples().map(SampleTable::new).orElse(null);
    }

    void add(BatchData batch) {
        boolean whole = batch.getLabels().size() == 1; // otherwise the batch's data are not those of these labels alone
        for (Map.Entry<Device, NDList> labels : batch.getLabels().entrySet()) {
            NDList predictions = batch.getPredictions().get(labels.getKey());
            if (predictions != null) {
                ValidationRows rows = new ValidationRows(labels.getValue().head(), predictions.head(), loss);
                add(rows, whole ? new Features(batch.getBatch().getData().head()) : null);
            }
        }
    }

    /** The metrics by their bare names; empty if there were no rows. */
    Map<String, Double> metrics() {
        if (classes != null && classes.rows() > 0) {
            return classes.metrics();
        }
        return numbers == null ? Map.of() : numbers.metrics();
    }

    /** Charts and tables by their full names. */
    Map<String, Object> media(int epoch) {
        Map<String, Object> media = new LinkedHashMap<>();
        if (plan.hasCharts() && classes != null) {
            EvaluationCharts.of(classes, plan.classes())
                    .forEach((name, chart) -> media.put("evaluation/" + name, chart));
        }
        if (samples != null) {
            samples.media(epoch, plan.classes())
                    .forEach((name, shown) -> media.put(name.equals("examples") ? name : "evaluation/" + name, shown));
        }
        return media;
    }

    private void add(ValidationRows rows, @Nullable Features features) {
        for (int row = 0; row < rows.size(); row++) {
            if (rows.counts(row)) {
                count(rows, row);
                show(rows, row, features);
            }
        }
    }

    private void count(ValidationRows rows, int row) {
        if (rows.kind() == ValidationRows.Kind.NUMBERS) {
            if (numbers == null) {
                numbers = new NumberEvaluation(rows.columns());
            }
            numbers.add(rows.trueNumbers(row), rows.numbers(row));
            return;
        }
        boolean several = rows.kind() == ValidationRows.Kind.LABELS;
        if (classes == null) {
            classes = several
                    ? ClassEvaluation.ofLabels(rows.columns())
                    : ClassEvaluation.ofClasses(rows.columns(), plan.top());
        }
        if (several) {
            classes.add(rows.labels(row), rows.scores(row));
        } else {
            classes.add(rows.truth(row), rows.scores(row));
        }
    }

    private void show(ValidationRows rows, int row, @Nullable Features features) {
        if (samples != null && features != null) {
            Supplier<SampleRow> shown = () -> {
                int example = rows.example(row);
                return rows.sample(row, features.of(example), features.shape(), plan.classes());
            };
            samples.see(rows.loss(row), shown);
        }
    }

    /** The features of a batch, copied when the first row is asked for. */
    private static final class Features {
        private final NDArray array;
        private float @Nullable [] values;

        Features(NDArray array) {
            this.array = array;
        }

        float[] of(int example) {
            float[] all = values == null ? Floats.of(array) : values;
            values = all;
            int wide = all.length / (int) Math.max(1, array.getShape().get(0));
            return Arrays.copyOfRange(all, example * wide, (example + 1) * wide);
        }

        /** Of one example. */
        long[] shape() {
            return array.getShape().slice(1).getShape();
        }
    }
}
