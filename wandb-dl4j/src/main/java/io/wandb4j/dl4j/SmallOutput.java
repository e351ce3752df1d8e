package io.wandb4j.dl4j;

import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A copy of a small output layer, its inputs and its labels, which tells later how many predictions are right: for few numbers, a
 * loop over Java's memory takes less than to ask for one operation.
 *
 * <p>Arrays are used again, since a training waits for its garbage to be collected. The loops go down whole arrays from
 * their first entry, which is what the JVM turns into vector instructions. */
final class SmallOutput {
    private static final int FEW_PRODUCTS = 1 << 18;
    private static final int TOGETHER = 4; // columns, so that sums are read and written a fourth as often
    private static final BlockingQueue<SmallOutput> FREE = new ArrayBlockingQueue<>(128);

    private float[] inputs = {}; // row after row
    private float[] weights = {}; // column after column, one for each class
    private float[] bias = {};
    private float[] labels = {}; // row after row
    private double @Nullable [] rowWeights;
    private float[][] columns = {};
    private float[][] outputs = {};

    private SmallOutput() {}

    /** Whether a copy of these costs little. */
    static boolean isFor(INDArray inputs, INDArray weights, INDArray labels) {
        return Classes.isFew(inputs)
                && Classes.isFew(weights)
                && Classes.isFew(labels)
                && labels.rank() == 2
                && inputs.length() * weights.size(1) <= FEW_PRODUCTS;
    }

    /** A copy, to be asked once.
     *
     * @param inputs a row for each example
     * @param weights a column for each class
     * @param labels the numbers of the classes, or a column for each
     * @param mask what each row counts, null for all alike */
    static SmallOutput copyOf(
            INDArray inputs, INDArray weights, INDArray bias, INDArray labels, @Nullable INDArray mask) {
        SmallOutput free = FREE.poll();
        SmallOutput copy = free == null ? new SmallOutput() : free;
        copy.inputs = FloatValues.of(inputs, 'c', copy.inputs);
        copy.weights = FloatValues.of(weights, 'f', copy.weights);
        copy.bias = FloatValues.of(bias, 'c', copy.bias);
        copy.labels = FloatValues.of(labels, 'c', copy.labels);
        copy.rowWeights = mask == null ? null : Temporary.values(mask);
        copy.makeRoom((int) inputs.size(0));
        return copy;
    }

    /** How many predictions are right. */
    CorrectCount count() {
        multiply();
        CorrectCount count = CorrectCount.of(predicted(), actual(), rowWeights);
        FREE.offer(this);
        return count;
    }

    private void makeRoom(int rows) {
        if (outputs.length != bias.length || outputs[0].length != rows) {
            outputs = new float[bias.length][rows];
            columns = new float[TOGETHER][rows];
        }
    }

    private int rows() {
        return columns[0].length;
    }

    private void multiply() {
        for (int i = 0; i < outputs.length; i++) {
            Arrays.fill(outputs[i], bias[i]);
        }
        int features = inputs.length / rows();
        for (int feature = 0; feature < features; feature += TOGETHER) {
            int count = Math.min(TOGETHER, features - feature);
            for (int i = 0; i < count; i++) {
                take(feature + i, features, columns[i]);
            }
            for (int i = 0; i < outputs.length; i++) {
                addProducts(i * features + feature, count, outputs[i]);
            }
        }
    }

    private void take(int feature, int features, float[] column) {
        for (int row = 0, at = feature; row < column.length; row++, at += features) {
            column[row] = inputs[at];
        }
    }

    private void addProducts(int at, int count, float[] to) {
        if (count == TOGETHER) {
            addFour(at, to);
            return;
        }
        for (int i = 0; i < count; i++) {
            float[] column = columns[i];
            float weight = weights[at + i];
            for (int row = 0; row < to.length; row++) {
                to[row] += column[row] * weight;
            }
        }
    }

    private void addFour(int at, float[] to) {
        float[] first = columns[0];
        float[] second = columns[1];
        float[] third = columns[2];
        float[] fourth = columns[3];
        float weight1 = weights[at];
        float weight2 = weights[at + 1];
        float weight3 = weights[at + 2];
        float weight4 = weights[at + 3];
        for (int row = 0; row < to.length; row++) {
            to[row] += first[row] * weight1 + second[row] * weight2 + third[row] * weight3 + fourth[row] * weight4;
        }
    }

    private long[] predicted() {
        long[] predicted = new long[rows()];
        for (int row = 0; row < predicted.length; row++) {
            float most = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < outputs.length; i++) {
                if (outputs[i][row] > most) {
                    most = outputs[i][row];
                    predicted[row] = i;
                }
            }
        }
        return predicted;
    }

    private long[] actual() {
        int count = labels.length / rows();
        if (count > 1) {
            return Classes.largest(labels, count);
        }
        long[] numbers = new long[labels.length];
        for (int row = 0; row < numbers.length; row++) {
            numbers[row] = (long) labels[row];
        }
        return numbers;
    }
}
