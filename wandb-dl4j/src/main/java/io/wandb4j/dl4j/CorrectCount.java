package io.wandb4j.dl4j;

import io.wandb4j.training.RunningMeans;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;

/** How many of a batch's predictions are right.
 *
 * <p>Softmax outputs are right where the largest is the label's; each sigmoid output is right on its label's side of one
 * half. Other outputs have no accuracy. */
record CorrectCount(double correct, double total) {
    static final CorrectCount NONE = new CorrectCount(0, 0);

    /** Whether the output tells classes apart. */
    static boolean applies(Layer output) {
        return activation(output) instanceof ActivationSoftmax || activation(output) instanceof ActivationSigmoid;
    }

    static CorrectCount of(Layer output, ScoredRows rows) {
        if (activation(output) instanceof ActivationSoftmax) {
            return of(Classes.of(rows.predictions()), labelClasses(rows.labels()), weights(rows));
        }
        if (activation(output) instanceof ActivationSigmoid) {
            return of(sides(rows.predictions()), sides(rows.labels()), weights(rows));
        }
        return NONE;
    }

    /** Compares classes.
     *
     * @param weights what each row counts, null for all alike */
    static CorrectCount of(long[] predicted, long[] actual, double @Nullable [] weights) {
        if (weights != null && weights.length != predicted.length) {
            return NONE; // a mask per class says nothing about a row
        }
        double correct = 0;
        double total = 0;
        for (int i = 0; i < predicted.length; i++) {
            double weight = weights == null ? 1 : weights[i];
            total += weight;
            correct += predicted[i] == actual[i] ? weight : 0;
        }
        return new CorrectCount(correct, total);
    }

    RunningMeans.Share share() {
        return new RunningMeans.Share(correct, total);
    }

    private static @Nullable IActivation activation(Layer output) {
        return output.conf().getLayer() instanceof BaseLayer layer ? layer.getActivationFn() : null;
    }

    private static double @Nullable [] weights(ScoredRows rows) {
        return rows.mask() == null ? null : Temporary.values(rows.mask());
    }

    /** Labels are the numbers of the classes, or a column for each. */
    private static long[] labelClasses(INDArray labels) {
        return labels.size(1) == 1 ? Temporary.longs(labels.dup('c')) : Classes.of(labels);
    }

    private static long[] sides(INDArray values) {
        double[] numbers = Temporary.values(values);
        long[] sides = new long[numbers.length];
        for (int i = 0; i < sides.length; i++) {
            sides[i] = numbers[i] > 0.5 ? 1 : 0;
        }
        return sides;
    }
}
