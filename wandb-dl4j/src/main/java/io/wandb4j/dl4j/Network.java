package io.wandb4j.dl4j;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.recurrent.BaseRecurrentLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/** What a listener reads of a network of either kind. */
abstract sealed class Network permits LayeredNetwork, GraphNetwork {
    private final Model model;

    Network(Model model) {
        this.model = model;
    }

    /** The network of a callback, null if it is neither kind (a layer under pre-training). */
    static @Nullable Network of(Model model) {
        if (model instanceof MultiLayerNetwork network) {
            return new LayeredNetwork(network);
        }
        return model instanceof ComputationGraph graph ? new GraphNetwork(graph) : null;
    }

    Model model() {
        return model;
    }

    /** The loss of the last batch with its regularisation; DL4J keeps it, so asking costs nothing. */
    double score() {
        return model.score();
    }

    /** The number of the current epoch, from 0. */
    abstract int epoch();

    /** The configuration as DL4J writes it. */
    final String configurationJson() {
        return model instanceof MultiLayerNetwork layered
                ? layered.getLayerWiseConfigurations().toJson()
                : ((ComputationGraph) model).getConfiguration().toJson();
    }

    /** Raises a counter. */
    abstract void count(Counting counter, int by);

    /** The learning rates of the layers that have one, under the current counters. */
    abstract Map<String, Double> learningRates();

    /** The shapes of a row of each input of the batch in training; empty where there is none. */
    abstract Map<String, List<Long>> inputs();

    /** What goes into the next step, or was taken by the last one, by the parameters' names. */
    final Map<String, INDArray> gradients() {
        return model.gradient() == null ? Map.of() : model.gradient().gradientForVariable();
    }

    /** The parameters by their names. */
    abstract Map<String, INDArray> parameters();

    /** The layers by name, in the order of the forward pass. */
    abstract Map<String, Layer> layers();

    /** Whether the network is between two segments of a sequence, whose state an evaluation would wipe out. */
    final boolean isWithinSequence() {
        return layers().values().stream()
                .anyMatch(layer -> layer instanceof BaseRecurrentLayer<?> recurrent
                        && !recurrent.rnnGetTBPTTState().isEmpty());
    }

    /** The layers whose outputs a layer takes; what only joins or changes them on the way is left out. */
    abstract List<String> inputsOf(String layer);

    /** What comes out of the layers, by name; empty if the batch in training does not tell. */
    abstract Map<String, InputType> outputTypes();

    /** How long the training waited for its last batch. */
    abstract double dataWaitMillis();

    /** The outputs by name; those that carry no loss are left out. */
    abstract Map<String, IOutputLayer> outputs();

    abstract void evaluate(MultiDataSetIterator data, Map<String, OutputScore> scores);

    /** The network's L1 and L2 terms, as {@link #score} includes them. */
    abstract double regularization();

    static void putKnown(String layer, @Nullable Double rate, Map<String, Double> rates) {
        if (rate != null && !rate.isNaN()) { // AdaDelta has none
            rates.put(layer, rate);
        }
    }

    /** What kind of data has rows of this shape; null if none that we know. */
    static @Nullable InputType type(List<Long> shape) {
        return switch (shape.size()) {
            case 1 -> InputType.feedForward(shape.get(0));
            case 2 -> InputType.recurrent(shape.get(0), shape.get(1));
            case 3 -> InputType.convolutional(shape.get(1), shape.get(2), shape.get(0));
            default -> null;
        };
    }

    static List<Long> rowShape(INDArray input) {
        Long[] sizes = new Long[input.rank() - 1]; // asked for with every batch: no stream
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = input.size(i + 1);
        }
        return List.of(sizes);
    }
}
