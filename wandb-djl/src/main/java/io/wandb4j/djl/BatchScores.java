package io.wandb4j.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.Trainer;
import ai.djl.training.evaluator.Evaluator;
import ai.djl.training.listener.TrainingListener.BatchData;
import ai.djl.training.loss.Loss;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the trainer's loss and evaluators say of batches, summed since the last reset.
 *
 * <p>Evaluators keep their sums by keys; these have a key of their own, so that it does not matter which other listeners
 * there are, and in which order. The loss is a mean over rows, as Keras has it (DJL's own is one over batches). */
final class BatchScores {
    private final String key;
    private List<Evaluator> evaluators = List.of();
    private @Nullable List<Evaluator>
            counted; // by us, not by themselves; known from the first batch on, null if even the loss is not
    private boolean started;
    private double loss;
    private double rows;
    private double correct;

    BatchScores(String key) {
        this.key = key;
    }

    /** Makes the evaluators ready; once per trainer. */
    void begin(Trainer trainer) {
        evaluators = trainer.getEvaluators().stream()
                .filter(evaluator -> evaluator != trainer.getLoss())
                .toList();
        counted = null;
        started = false;
        evaluators.forEach(evaluator -> evaluator.addAccumulator(key));
        clear();
    }

    void reset() {
        evaluators.forEach(evaluator -> evaluator.resetAccumulator(key));
        clear();
    }

    /** Adds a batch; gives its mean loss, 0 if it has no rows. */
    @CanIgnoreReturnValue
    double add(Trainer trainer, BatchData batch) {
        double lossBefore = loss;
        double rowsBefore = rows;
        for (Map.Entry<Device, NDList> entry : batch.getLabels().entrySet()) {
            NDList predictions = batch.getPredictions().get(entry.getKey());
            if (predictions != null) {
                add(trainer.getLoss(), entry.getValue(), predictions);
            }
        }
        return rows == rowsBefore ? 0 : (loss - lossBefore) / (rows - rowsBefore);
    }

    /** The means so far, by Keras' names; what has none is left out. */
    Map<String, Double> means() {
        Map<String, Double> means = new LinkedHashMap<>();
        if (rows > 0) {
            means.put("loss", loss / rows);
        }
        for (Evaluator evaluator : evaluators) {
            float mean = isCounted(evaluator) ? (float) (correct / rows) : evaluator.getAccumulator(key);
            if (!Float.isNaN(mean)) {
                means.put(EvaluatorNames.metric(evaluator.getName()), Floats.asWritten(mean));
            }
        }
        return means;
    }

    private void add(Loss function, NDList labels, NDList predictions) {
        if (!started) {
            started = true;
            counted = ClassScores.isFor(function, labels.head(), predictions.head())
                    ? evaluators.stream().filter(ClassScores::isFor).toList()
                    : null;
        }
        if (counted != null) {
            ClassScores scores = ClassScores.of(labels.head(), predictions.head());
            loss += scores.loss();
            correct += scores.correct();
            rows += labels.head().size();
        } else {
            addLoss(function, labels, predictions);
        }
        for (Evaluator evaluator : evaluators) {
            if (!isCounted(evaluator)) {
                evaluator.updateAccumulator(key, labels, predictions);
            }
        }
    }

    private boolean isCounted(Evaluator evaluator) {
        return counted != null && counted.contains(evaluator);
    }

    private void clear() {
        loss = 0;
        rows = 0;
        correct = 0;
    }

    private void addLoss(Loss function, NDList labels, NDList predictions) {
        Shape shape = labels.head().getShape();
        long count = shape.dimension() == 0 ? 1 : shape.get(0);
        try (NDArray value = function.evaluate(labels, predictions);
                NDArray sum = value.sum()) {
            loss += count * (double) sum.getFloat();
        }
        rows += count;
    }
}
