package io.wandb4j.dl4j;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.ConvolutionUtils;
import org.deeplearning4j.util.TimeSeriesUtils;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Labels beside predictions, one thing to predict per row: an example, a time step or a pixel.
 *
 * <p>The same folding as DL4J's own layers do for their loss, so that both see the same rows under the same mask. */
record ScoredRows(
        INDArray labels, INDArray predictions, @Nullable INDArray mask) {
    private static final LayerWorkspaceMgr NO_WORKSPACES = LayerWorkspaceMgr.noWorkspacesImmutable();

    /** The rows of an output, null if its shape is not one that we know. */
    static @Nullable ScoredRows of(Layer output, INDArray labels, INDArray predictions, @Nullable INDArray mask) {
        if (labels.rank() != predictions.rank()) {
            return null;
        }
        return switch (predictions.rank()) {
            case 2 -> new ScoredRows(labels, predictions, mask);
            case 3 -> ofTimeSteps(output, labels, predictions, mask);
            case 4 -> ofPixels(output, labels, predictions, mask);
            default -> null;
        };
    }

    private static ScoredRows ofTimeSteps(
            Layer output, INDArray labels, INDArray predictions, @Nullable INDArray mask) {
        boolean classesLast = timeFormat(output) == RNNFormat.NWC;
        return new ScoredRows(
                TimeSeriesUtils.reshape3dTo2d(classesLast ? labels.permute(0, 2, 1) : labels),
                TimeSeriesUtils.reshape3dTo2d(classesLast ? predictions.permute(0, 2, 1) : predictions),
                mask == null ? null : maskOfTimeSteps(mask, predictions));
    }

    private static INDArray maskOfTimeSteps(INDArray mask, INDArray predictions) {
        if (mask.rank() == 3) {
            return TimeSeriesUtils.reshape3dTo2d(mask);
        }
        boolean perStep = mask.rank() == 2 && mask.size(0) == predictions.size(0);
        return perStep ? TimeSeriesUtils.reshapeTimeSeriesMaskToVector(mask) : mask; // a layer holds it as a vector
    }

    private static ScoredRows ofPixels(Layer output, INDArray labels, INDArray predictions, @Nullable INDArray mask) {
        CNN2DFormat format =
                output.conf().getLayer() instanceof CnnLossLayer layer ? layer.getFormat() : CNN2DFormat.NCHW;
        return new ScoredRows(
                ConvolutionUtils.reshape4dTo2d(labels, format, NO_WORKSPACES, ArrayType.INPUT),
                ConvolutionUtils.reshape4dTo2d(predictions, format, NO_WORKSPACES, ArrayType.INPUT),
                ConvolutionUtils.reshapeMaskIfRequired(mask, predictions, format, NO_WORKSPACES, ArrayType.INPUT));
    }

    private static RNNFormat timeFormat(Layer output) {
        if (output.conf().getLayer() instanceof RnnOutputLayer layer) {
            return layer.getRnnDataFormat();
        }
        return output.conf().getLayer() instanceof RnnLossLayer layer ? layer.getRnnDataFormat() : RNNFormat.NCW;
    }
}
