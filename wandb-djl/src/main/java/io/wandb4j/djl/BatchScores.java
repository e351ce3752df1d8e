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

/** What the trainer's loss and evaluators say of batches, summed since the last reset.
 *
 * <p>Evaluators keep their sums by keys; these have a key of their own, so that it does not matter which other listeners
 * there are, and in which order. The loss is a mean over rows, as Keras has it (DJL's own is one over batches). */
final class BatchScores {
    private final String key;
    private double loss;
    private double rows;

    BatchScores(String key) {
        this.key = key;
    }

    /** Makes the evaluators ready; once per trainer. */
    void begin(Trainer trainer) {
        loss = 0;
        rows = 0;
        metrics(trainer).forEach(evaluator -> evaluator.addAccumulator(key));
    }

    void reset(Trainer trainer) {
        loss = 0;
        rows = 0;
        metrics(trainer).forEach(evaluator -> evaluator.resetAccumulator(key));
    }

    /** Adds a batch; gives its mean loss, 0 if it has no rows. */
    @CanIgnoreReturnValue
    double add(Trainer trainer, BatchData batch) {
        double lossBefore = loss;
        double rowsBefore = rows;
        for (Map.Entry<Device, NDList> entry : batch.getLabels().entrySet()) {
            NDList labels = entry.getValue();
            NDList predictions = batch.getPredictions().get(entry.getKey());
            if (predictions != null) {
                addLoss(trainer.getLoss(), labels, predictions);
                metrics(trainer).forEach(evaluator -> evaluator.updateAccumulator(key, labels, predictions));
            }
        }
        return rows == rowsBefore ? 0 : (loss - lossBefore) / (rows - rowsBefore);
    }

    /** The means so far, by Keras' names; what has none is left out. */
    Map<String, Double> means(Trainer trainer) {
        Map<String, Double> means = new LinkedHashMap<>();
        if (rows > 0) {
            means.put("loss", loss / rows);
        }
        for (Evaluator evaluator : metrics(trainer)) {
            float mean = evaluator.getAccumulator(key);
            if (!Float.isNaN(mean)) {
                means.put(EvaluatorNames.metric(evaluator.getName()), Floats.asWritten(mean));
            }
        }
        return means;
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

    private static List<Evaluator> metrics(Trainer trainer) {
        return trainer.getEvaluators().stream()
                .filter(evaluator -> evaluator != trainer.getLoss())
                .toList();
    }
}
