package io.wandb4j.dl4j;

import io.wandb4j.evaluation.PredictedRows;
import io.wandb4j.evaluation.PredictedRows.Kind;
import io.wandb4j.evaluation.RowInput;
import java.util.function.IntFunction;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** The rows of an output copied out of their arrays; its activation says what they tell. */
final class OutputRows {
    private OutputRows() {}

    static PredictedRows of(Layer output, ScoredRows rows) {
        return of(kind(output, rows.predictions().size(1)), rows);
    }

    static PredictedRows of(Kind kind, ScoredRows rows) {
        double[] predictions = Temporary.values(rows.predictions());
        int size = (int) rows.predictions().size(0);
        return new PredictedRows(kind, size, Temporary.values(rows.labels()), predictions, mask(rows, size));
    }

    /** The rows of the first input of a batch; null if predictions are not one per example. */
    static @Nullable IntFunction<RowInput> inputs(@Nullable MultiDataSet batch, long predictions) {
        INDArray features = batch == null ? null : batch.getFeatures(0);
        if (features == null || features.size(0) != predictions) {
            return null;
        }
        return row -> {
            INDArray example = features.slice(row);
            return new RowInput(floats(Temporary.values(example)), example.shape());
        };
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** A mask per class says nothing about a row. */
    private static double @Nullable [] mask(ScoredRows rows, int size) {
        double[] weights = rows.mask() == null ? null : Temporary.values(rows.mask());
        return weights != null && weights.length == size ? weights : null;
    }

    private static Kind kind(Layer output, long columns) {
        IActivation activation = output.conf().getLayer() instanceof BaseLayer layer ? layer.getActivationFn() : null;
        if (activation instanceof ActivationSigmoid) {
            return columns == 1 ? Kind.CLASSES : Kind.LABELS;
        }
        return activation instanceof ActivationSoftmax ? Kind.CLASSES : Kind.NUMBERS;
    }
}
