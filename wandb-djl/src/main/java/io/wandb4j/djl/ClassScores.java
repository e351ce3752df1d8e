package io.wandb4j.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.evaluator.Accuracy;
import ai.djl.training.evaluator.Evaluator;
import ai.djl.training.loss.Loss;
import ai.djl.training.loss.SoftmaxCrossEntropyLoss;
import java.util.Map;

/** The cross entropy and the right predictions of a batch whose rows are of one class each, from what the network says before the
 * softmax: two copies into Java's memory cost a third of a dozen operations of the engine.
 *
 * @param loss the sum over the rows
 * @param correct how many rows are right */
record ClassScores(double loss, long correct) {
    private static final int FEW = 1 << 13;
    private static final Map<String, Object> PLAIN =
            Map.of("weight", 1.0, "class_axis", -1, "sparse_label", true, "from_logit", true);

    /** Whether this says of such a batch what the loss would. */
    static boolean isFor(Loss loss, NDArray labels, NDArray predictions) {
        return loss.getClass() == SoftmaxCrossEntropyLoss.class
                && Fields.facts(loss).entrySet().containsAll(PLAIN.entrySet())
                && predictions.getShape().dimension() == 2
                && predictions.getDataType() == DataType.FLOAT32
                && predictions.size() <= FEW
                && labels.size() == predictions.getShape().get(0);
    }

    /** Whether the evaluator counts right predictions. */
    static boolean isFor(Evaluator evaluator) {
        return evaluator.getClass() == Accuracy.class
                && Fields.count(evaluator, "axis").getAsInt() == 1;
    }

    static ClassScores of(NDArray labels, NDArray predictions) {
        float[] classes = Floats.of(labels);
        float[] outputs = Floats.of(predictions);
        int columns = classes.length == 0 ? 0 : outputs.length / classes.length;
        double loss = 0;
        long correct = 0;
        for (int row = 0; row < classes.length; row++) {
            int first = row * columns;
            int truth = (int) classes[row];
            int largest = largest(outputs, first, first + columns);
            correct += largest == first + truth ? 1 : 0;
            int picked = first
                    + Math.max(0, Math.min(columns - 1, truth)); // as the engine does with classes that there are not
            loss += outputs[largest] - outputs[picked] + logOfSum(outputs, first, first + columns, outputs[largest]);
        }
        return new ClassScores(loss, correct);
    }

    private static int largest(float[] values, int from, int to) {
        int largest = from;
        for (int i = from + 1; i < to; i++) {
            largest = values[i] > values[largest] ? i : largest;
        }
        return largest;
    }

    private static double logOfSum(float[] values, int from, int to, float shift) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += Math.exp(values[i] - shift);
        }
        return Math.log(sum);
    }
}
