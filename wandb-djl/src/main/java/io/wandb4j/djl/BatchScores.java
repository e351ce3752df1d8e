package io.wandb4j.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.Trainer;
import ai.djl.training.evaluator.Evaluator;
import ai.djl.training.listener.EvaluatorTrainingListener;
import ai.djl.training.listener.TrainingListener.BatchData;
import ai.djl.training.loss.Loss;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjDoubleConsumer;
import org.jspecify.annotations.Nullable;

/** What the trainer's loss and evaluators say of batches, summed since the last reset.
 *
 * <p>Evaluators keep their sums by keys; these have a key of their own, so that it does not matter which other listeners
 * there are, and in which order. Where DJL's {@code EvaluatorTrainingListener} has had its turn before, loss and accuracy of the
 * batch are there already, and are taken from it at no cost. The loss is a mean over rows, as Keras has it (DJL's own is one over
 * batches). */
final class BatchScores {
    private final String key;
    private final @Nullable String keyOfBatch;
    private List<Scored> evaluators = List.of();
    private @Nullable Evaluator ofRight; // one of those that we count for
    private boolean started;
    private boolean told; // what a batch has is told by another listener
    private boolean allTold; // and there is nothing else to score
    private boolean small; // what a batch has is best read off its numbers
    private double loss;
    private double rows;
    private double correct;

    /** An evaluator.
     *
     * @param metric its name in Keras' spelling
     * @param isCounted by us, not by itself: the share of right predictions */
    private record Scored(Evaluator evaluator, String metric, boolean isCounted) {}

    /** @param keyOfBatch under which another listener may keep what the batch alone has, null if nobody does */
    BatchScores(String key, @Nullable String keyOfBatch) {
        this.key = key;
        this.keyOfBatch = keyOfBatch;
    }

    /** Makes the evaluators ready; once per trainer. */
    void begin(Trainer trainer) {
        evaluators = trainer.getEvaluators().stream()
                .filter(evaluator -> evaluator != trainer.getLoss())
                .map(evaluator -> new Scored(evaluator, EvaluatorNames.metric(evaluator.getName()), false))
                .toList();
        ofRight = null;
        started = false;
        allTold = false;
        evaluators.forEach(scored -> scored.evaluator().addAccumulator(key));
        clear();
    }

    void reset() {
        evaluators.forEach(scored -> scored.evaluator().resetAccumulator(key));
        clear();
    }

    /** Adds a batch; gives its mean loss, 0 if it has no rows. */
    @CanIgnoreReturnValue
    double add(Trainer trainer, BatchData batch) {
        double lossBefore = loss;
        double rowsBefore = rows;
        if (allTold) {
            batch.getLabels().values().forEach(labels -> addTold(trainer.getLoss(), labels));
        } else {
            addAll(trainer, batch);
        }
        return rows == rowsBefore ? 0 : (loss - lossBefore) / (rows - rowsBefore);
    }

    /** The means so far, by Keras' names; what has none is left out. */
    Map<String, Double> means() {
        Map<String, Double> means = new LinkedHashMap<>();
        eachMean(means::put);
        return means;
    }

    /** Tells the means so far one by one. */
    void eachMean(ObjDoubleConsumer<String> taker) {
        if (rows > 0) {
            taker.accept("loss", loss / rows);
        }
        for (Scored scored : evaluators) {
            double mean = scored.isCounted()
                    ? correct / rows
                    : Floats.asWritten(scored.evaluator().getAccumulator(key));
            if (!Double.isNaN(mean)) {
                taker.accept(scored.metric(), mean);
            }
        }
    }

    private void addAll(Trainer trainer, BatchData batch) {
        for (Map.Entry<Device, NDList> entry : batch.getLabels().entrySet()) {
            NDList predictions = batch.getPredictions().get(entry.getKey());
            if (predictions != null) {
                add(trainer, entry.getValue(), predictions);
            }
        }
    }

    private void add(Trainer trainer, NDList labels, NDList predictions) {
        if (!started) {
            started = true;
            choose(trainer, labels.head(), predictions.head());
        }
        Loss function = trainer.getLoss();
        if (told) {
            addTold(function, labels);
        } else if (small) {
            ClassScores scores = ClassScores.of(labels.head(), predictions.head());
            loss += scores.loss();
            correct += scores.correct();
            rows += labels.head().size();
        } else {
            addLoss(function, labels, predictions);
        }
        for (Scored scored : evaluators) {
            if (!scored.isCounted()) {
                scored.evaluator().updateAccumulator(key, labels, predictions);
            }
        }
    }

    private void addTold(Loss function, NDList labels) {
        long count = count(labels);
        loss += count * (double) function.getAccumulator(keyOfBatch);
        if (ofRight != null) {
            correct += Math.round(count * (double) ofRight.getAccumulator(keyOfBatch));
        }
        rows += count;
    }

    /** Decides with the first batch how all are scored. */
    private void choose(Trainer trainer, NDArray labels, NDArray predictions) {
        told = isTold(trainer);
        small = ClassScores.isFor(trainer.getLoss(), labels, predictions);
        boolean oneClassPerRow = predictions.getShape().dimension() == 2
                && labels.size() == predictions.getShape().get(0);
        if (small || (told && oneClassPerRow)) {
            evaluators = evaluators.stream().map(BatchScores::countedIfRight).toList();
            ofRight = evaluators.stream()
                    .filter(Scored::isCounted)
                    .map(Scored::evaluator)
                    .findFirst()
                    .orElse(null);
        }
        allTold = told && evaluators.stream().allMatch(Scored::isCounted);
    }

    private static Scored countedIfRight(Scored scored) {
        return new Scored(scored.evaluator(), scored.metric(), ClassScores.isFor(scored.evaluator()));
    }

    /** Whether another listener has scored the batch on its own before us. */
    private boolean isTold(Trainer trainer) {
        if (keyOfBatch == null || trainer.getDevices().length != 1) {
            return false;
        }
        boolean[] isThere = {false};
        trainer.notifyListeners(other -> isThere[0] |= other.getClass() == EvaluatorTrainingListener.class);
        return isThere[0]
                && !Float.isNaN(trainer.getLoss().getAccumulator(keyOfBatch)); // NaN: its turn comes after ours
    }

    private void clear() {
        loss = 0;
        rows = 0;
        correct = 0;
    }

    private void addLoss(Loss function, NDList labels, NDList predictions) {
        long count = count(labels);
        try (NDArray value = function.evaluate(labels, predictions);
                NDArray sum = value.sum()) {
            loss += count * (double) sum.getFloat();
        }
        rows += count;
    }

    private static long count(NDList labels) {
        Shape shape = labels.head().getShape();
        return shape.dimension() == 0 ? 1 : shape.get(0);
    }
}
