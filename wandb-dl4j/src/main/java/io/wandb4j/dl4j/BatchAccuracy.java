package io.wandb4j.dl4j;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;

/** How many predictions of the batch in training are right, read off the output layer after the backward pass.
 *
 * <p>There the layer still holds input, labels and mask, so that this takes one product of its own and no second forward
 * pass. A plain softmax is left out altogether: what is largest before it is largest after it. */
final class BatchAccuracy {
    private BatchAccuracy() {}

    static CorrectCount of(IOutputLayer output) {
        INDArray labels = output.getLabels();
        if (labels == null || !CorrectCount.applies(output)) {
            return CorrectCount.NONE;
        }
        return isPlainSoftmax(output) ? ofLogits(output, labels) : ofActivations(output, labels);
    }

    private static boolean isPlainSoftmax(Layer output) {
        return output.conf().getLayer() instanceof OutputLayer layer
                && layer.getActivationFn() instanceof ActivationSoftmax
                && layer.getWeightNoise() == null
                && layer.hasBias()
                && output.input() != null
                && output.input().rank() == 2
                && output.input().dataType()
                        == output.getParam(DefaultParamInitializer.WEIGHT_KEY).dataType();
    }

    private static CorrectCount ofLogits(IOutputLayer output, INDArray labels) {
        long[] predicted = Classes.of(
                output.input(),
                output.getParam(DefaultParamInitializer.WEIGHT_KEY),
                output.getParam(DefaultParamInitializer.BIAS_KEY));
        return CorrectCount.of(predicted, labels, output.getMaskArray());
    }

    private static CorrectCount ofActivations(IOutputLayer output, INDArray labels) {
        INDArray predictions = output.activate(false, LayerWorkspaceMgr.noWorkspaces());
        try {
            ScoredRows rows = ScoredRows.of(output, labels, predictions, output.getMaskArray());
            return rows == null ? CorrectCount.NONE : CorrectCount.of(output, rows);
        } finally {
            Temporary.close(predictions);
        }
    }
}
