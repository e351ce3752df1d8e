package io.wandb4j.dl4j;

import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** How many predictions of the batch in training are right, read off the output layer after the backward pass.
 *
 * <p>There the layer still holds input, labels and mask, so that this takes one product of its own and no second forward
 * pass; where it is small, only copies are taken now, and another thread multiplies them. A plain softmax is left out altogether:
 * what is largest before it is largest after it. */
final class BatchAccuracy {
    private BatchAccuracy() {}

    /** What may be asked on any thread at any time. */
    static Supplier<CorrectCount> of(IOutputLayer output) {
        INDArray labels = output.getLabels();
        if (labels == null || !CorrectCount.applies(output)) {
            return () -> CorrectCount.NONE;
        }
        boolean plain = isPlainSoftmax(output);
        if (plain && SmallOutput.isFor(output.input(), weights(output), labels)) {
            return SmallOutput.copyOf(output.input(), weights(output), bias(output), labels, output.getMaskArray())
                    ::count;
        }
        CorrectCount count = plain ? ofLogits(output, labels) : ofActivations(output, labels);
        return () -> count;
    }

    private static boolean isPlainSoftmax(Layer output) {
        return output.conf().getLayer() instanceof OutputLayer layer
                && layer.getActivationFn() instanceof ActivationSoftmax
                && layer.getWeightNoise() == null
                && layer.hasBias()
                && output.input() != null
                && output.input().rank() == 2
                && output.input().dataType() == weights(output).dataType();
    }

    private static INDArray weights(Layer output) {
        return output.getParam(DefaultParamInitializer.WEIGHT_KEY);
    }

    private static INDArray bias(Layer output) {
        return output.getParam(DefaultParamInitializer.BIAS_KEY);
    }

    private static CorrectCount ofLogits(IOutputLayer output, INDArray labels) {
        INDArray inputs = output.input();
        INDArray weights = weights(output);
        INDArray logits =
                Nd4j.createUninitialized(inputs.dataType(), new long[] {inputs.size(0), weights.size(1)}, 'f');
        try {
            Nd4j.gemm(inputs, weights, logits, false, false, 1, 0); // half as much around it as in mmul
            logits.addiRowVector(bias(output));
            return CorrectCount.of(output, new ScoredRows(labels, logits, output.getMaskArray()));
        } finally {
            Temporary.close(logits);
        }
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
