package io.wandb4j.dl4j;

import io.wandb4j.evaluation.EvaluationTally;
import io.wandb4j.evaluation.PredictedRows;
import io.wandb4j.evaluation.RowInput;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.evaluation.BaseEvaluation;
import org.nd4j.evaluation.IMetric;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Loss and accuracy of one output, from the predictions of one pass over the data. */
final class OutputScore extends BaseEvaluation<OutputScore> {
    private static final long serialVersionUID = 1;
    private static final double SMALLEST = 1e-30;

    private final transient Layer output;
    private final transient @Nullable ILossFunction lossFunction;
    private final transient @Nullable EvaluationTally details;
    private final transient @Nullable LongFunction<@Nullable IntFunction<RowInput>> inputs;
    private double loss;
    private double examples;
    private double correct;
    private double total;

    /** @param details what is asked for row by row, null for nothing
     * @param inputs tells the features of the rows, if there are so many; null if nobody asks */
    OutputScore(
            Layer output,
            @Nullable EvaluationTally details,
            @Nullable LongFunction<@Nullable IntFunction<RowInput>> inputs) {
        this.output = output;
        this.details = details;
        this.inputs = inputs;
        this.lossFunction = lossFunction(output);
    }

    /** The mean loss of an example without the network's regularisation; NaN if it has no loss of a known kind. */
    double loss() {
        return lossFunction == null ? Double.NaN : loss / examples;
    }

    /** The share of right predictions; NaN if the output does not tell classes apart. */
    double accuracy() {
        return correct / total;
    }

    /** More metrics, as far as asked for. */
    Map<String, Double> details() {
        return details == null ? Map.of() : details.metrics();
    }

    /** Charts and samples, as far as asked for. */
    Map<String, Object> media(int epoch, String prefix) {
        return details == null ? Map.of() : details.media(epoch, prefix);
    }

    @Override
    public void eval(
            INDArray labels,
            INDArray predictions,
            @Nullable INDArray mask,
            @Nullable List<? extends Serializable> metadata) {
        ScoredRows rows = ScoredRows.of(output, labels, predictions, mask);
        if (rows == null) {
            return;
        }
        examples += labels.size(0);
        if (lossFunction != null) {
            loss += loss(lossFunction, rows);
        }
        if (details != null) {
            PredictedRows predicted = OutputRows.of(output, rows);
            details.add(predicted, inputs == null ? null : inputs.apply(predicted.size()));
        }
        CorrectCount count = CorrectCount.of(output, rows);
        correct += count.correct();
        total += count.total();
    }

    /** Losses want what came before the activation. Its logarithm is as good to a softmax, itself to an identity. */
    private double loss(ILossFunction function, ScoredRows rows) {
        IActivation activation = ((BaseLayer) output.conf().getLayer()).getActivationFn();
        if (activation instanceof ActivationSoftmax) {
            INDArray bounded = Transforms.max(rows.predictions(), SMALLEST, true);
            return function.computeScore(rows.labels(), Transforms.log(bounded, false), activation, rows.mask(), false);
        }
        return function.computeScore(rows.labels(), rows.predictions(), new ActivationIdentity(), rows.mask(), false);
    }

    private static @Nullable ILossFunction lossFunction(Layer output) {
        org.deeplearning4j.nn.conf.layers.Layer layer = output.conf().getLayer();
        if (layer instanceof BaseOutputLayer outputLayer) {
            return outputLayer.getLossFn();
        }
        if (layer instanceof LossLayer lossLayer) {
            return lossLayer.getLossFn();
        }
        if (layer instanceof RnnLossLayer lossLayer) {
            return lossLayer.getLossFn();
        }
        return layer instanceof CnnLossLayer lossLayer ? lossLayer.getLossFn() : null;
    }

    @Override
    public void merge(OutputScore other) {
        loss += other.loss;
        examples += other.examples;
        correct += other.correct;
        total += other.total;
    }

    @Override
    public void reset() {
        loss = 0;
        examples = 0;
        correct = 0;
        total = 0;
    }

    @Override
    public String stats() {
        return String.format(Locale.ROOT, "loss %.6f, accuracy %.6f", loss(), accuracy());
    }

    @Override
    public double getValue(IMetric metric) {
        throw new UnsupportedOperationException("no metric " + metric);
    }

    @Override
    public OutputScore newInstance() {
        return new OutputScore(output, details, inputs);
    }
}
