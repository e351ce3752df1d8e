package io.wandb4j.dl4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/** What a listener reads of a network of either kind. */
abstract sealed class Network {
    private final Model model;

    private Network(Model model) {
        this.model = model;
    }

    /** The network of a callback, null if it is neither kind (a layer under pre-training). */
    static @Nullable Network of(Model model) {
        if (model instanceof MultiLayerNetwork network) {
            return new Layered(network);
        }
        return model instanceof ComputationGraph graph ? new Graph(graph) : null;
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

    /** What comes out of the layers, by name; empty if the batch in training does not tell. */
    abstract Map<String, InputType> outputTypes();

    /** How long the training waited for its last batch. */
    abstract double dataWaitMillis();

    /** The outputs by name; those that carry no loss are left out. */
    abstract Map<String, IOutputLayer> outputs();

    abstract void evaluate(MultiDataSetIterator data, Map<String, OutputScore> scores);

    /** The network's L1 and L2 terms, as {@link #score} includes them. */
    abstract double regularization();

    private static void putKnown(String layer, @Nullable Double rate, Map<String, Double> rates) {
        if (rate != null && !rate.isNaN()) { // AdaDelta has none
            rates.put(layer, rate);
        }
    }

    /** What kind of data has rows of this shape; null if none that we know. */
    private static @Nullable InputType type(List<Long> shape) {
        return switch (shape.size()) {
            case 1 -> InputType.feedForward(shape.get(0));
            case 2 -> InputType.recurrent(shape.get(0), shape.get(1));
            case 3 -> InputType.convolutional(shape.get(1), shape.get(2), shape.get(0));
            default -> null;
        };
    }

    private static List<Long> rowShape(INDArray input) {
        return Arrays.stream(input.shape()).skip(1).boxed().toList();
    }

    private static final class Layered extends Network {
        private final MultiLayerNetwork network;

        Layered(MultiLayerNetwork network) {
            super(network);
            this.network = network;
        }

        @Override
        int epoch() {
            return network.getEpochCount();
        }

        @Override
        void count(Counting counter, int by) {
            if (counter == Counting.EPOCHS) {
                network.setEpochCount(network.getEpochCount() + by);
            } else {
                network.setIterationCount(network.getIterationCount() + by);
            }
        }

        @Override
        Map<String, Double> learningRates() {
            Map<String, Double> rates = new LinkedHashMap<>();
            for (int i = 0; i < network.getnLayers(); i++) {
                putKnown(Integer.toString(i), network.getLearningRate(i), rates);
            }
            return rates;
        }

        @Override
        Map<String, List<Long>> inputs() {
            INDArray input = network.getInput();
            return input == null ? Map.of() : Map.of("input", rowShape(input));
        }

        @Override
        Map<String, INDArray> parameters() {
            return network.paramTable();
        }

        @Override
        Map<String, Layer> layers() {
            Map<String, Layer> layers = new LinkedHashMap<>();
            for (int i = 0; i < network.getnLayers(); i++) {
                layers.put(Integer.toString(i), network.getLayer(i));
            }
            return layers;
        }

        @Override
        Map<String, InputType> outputTypes() {
            Map<String, InputType> types = new LinkedHashMap<>();
            for (List<Long> shape : inputs().values()) {
                InputType type = type(shape);
                if (type != null) {
                    List<InputType> ofLayers =
                            network.getLayerWiseConfigurations().getLayerActivationTypes(type);
                    for (int i = 0; i < ofLayers.size(); i++) {
                        types.put(Integer.toString(i), ofLayers.get(i));
                    }
                }
            }
            return types;
        }

        @Override
        double dataWaitMillis() {
            return network.getLastEtlTime();
        }

        @Override
        Map<String, IOutputLayer> outputs() {
            return network.getOutputLayer() instanceof IOutputLayer output ? Map.of("output", output) : Map.of();
        }

        @Override
        void evaluate(MultiDataSetIterator data, Map<String, OutputScore> scores) {
            network.doEvaluation(data, scores.values().toArray(OutputScore[]::new));
        }

        @Override
        double regularization() {
            return network.calcRegularizationScore(true);
        }
    }

    private static final class Graph extends Network {
        private final ComputationGraph graph;

        Graph(ComputationGraph graph) {
            super(graph);
            this.graph = graph;
        }

        @Override
        int epoch() {
            return graph.getEpochCount();
        }

        @Override
        void count(Counting counter, int by) {
            ComputationGraphConfiguration configuration = graph.getConfiguration();
            if (counter == Counting.EPOCHS) {
                configuration.setEpochCount(configuration.getEpochCount() + by);
            } else {
                configuration.setIterationCount(configuration.getIterationCount() + by);
            }
        }

        @Override
        Map<String, Double> learningRates() {
            Map<String, Double> rates = new LinkedHashMap<>();
            for (Layer layer : graph.getLayers()) {
                String name = layer.conf().getLayer().getLayerName();
                putKnown(name, graph.getLearningRate(name), rates);
            }
            return rates;
        }

        @Override
        Map<String, List<Long>> inputs() {
            Map<String, List<Long>> inputs = new LinkedHashMap<>();
            List<String> names = graph.getConfiguration().getNetworkInputs();
            for (int i = 0; i < names.size(); i++) {
                INDArray input = graph.getInputs() == null ? null : graph.getInput(i);
                if (input != null) {
                    inputs.put(names.get(i), rowShape(input));
                }
            }
            return inputs;
        }

        @Override
        Map<String, INDArray> parameters() {
            return graph.paramTable();
        }

        @Override
        Map<String, Layer> layers() {
            Map<String, Layer> layers = new LinkedHashMap<>();
            for (Layer layer : graph.getLayers()) {
                layers.put(layer.conf().getLayer().getLayerName(), layer);
            }
            return layers;
        }

        @Override
        Map<String, InputType> outputTypes() {
            List<InputType> types = new ArrayList<>();
            for (List<Long> shape : inputs().values()) {
                InputType type = type(shape);
                if (type != null) {
                    types.add(type);
                }
            }
            boolean known =
                    types.size() == graph.getConfiguration().getNetworkInputs().size();
            return known // the question may add preprocessors to what is asked: a copy
                    ? graph.getConfiguration().clone().getLayerActivationTypes(types.toArray(InputType[]::new))
                    : Map.of();
        }

        @Override
        double dataWaitMillis() {
            return graph.getLastEtlTime();
        }

        @Override
        Map<String, IOutputLayer> outputs() {
            Map<String, IOutputLayer> outputs = new LinkedHashMap<>();
            List<String> names = graph.getConfiguration().getNetworkOutputs();
            for (int i = 0; i < names.size(); i++) {
                if (graph.getOutputLayer(i) instanceof IOutputLayer output) {
                    outputs.put(names.get(i), output);
                }
            }
            return outputs;
        }

        @Override
        void evaluate(MultiDataSetIterator data, Map<String, OutputScore> scores) {
            List<String> names = graph.getConfiguration().getNetworkOutputs();
            Map<Integer, OutputScore[]> byIndex = new LinkedHashMap<>();
            scores.forEach((name, score) -> byIndex.put(names.indexOf(name), new OutputScore[] {score}));
            graph.evaluate(data, byIndex);
        }

        @Override
        double regularization() {
            return graph.calcRegularizationScore(true);
        }
    }
}
