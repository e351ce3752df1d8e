package io.wandb4j.dl4j;

import io.wandb4j.evaluation.PredictedRows;
import io.wandb4j.evaluation.PredictedRows.Kind;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;

/** The rows of an output copied out of their arrays; its activation says what they tell. */
final class OutputRows {
    private OutputRows() {}

    static PredictedRows of(Layer output, ScoredRows rows) {
        int columns = (int) rows.predictions().size(1);
        double[] predictions = Temporary.values(rows.predictions());
        int size = predictions.length / columns;
        return new PredictedRows(
                kind(output, columns), size, Temporary.values(rows.labels()), predictions, mask(rows, size));
    }

    /** A mask per class says nothing about a row. */
    private static double @Nullable [] mask(ScoredRows rows, int size) {
        double[] weights = rows.mask() == null ? null : Temporary.values(rows.mask());
        return weights != null && weights.length == size ? weights : null;
    }

    private static Kind kind(Layer output, int columns) {
        IActivation activation = output.conf().getLayer() instanceof BaseLayer layer ? layer.getActivationFn() : null;
        if (activation instanceof ActivationSigmoid) {
            return columns == 1 ? Kind.CLASSES : Kind.LABELS;
        }
        return activation instanceof ActivationSoftmax ? Kind.CLASSES : Kind.NUMBERS;
    }
}
