package io.wandb4j.dl4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
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

    /** The learning rate of the first layer that has one, under the current counters. */
    abstract @Nullable Double learningRate();

    /** The outputs by name; those that carry no loss are left out. */
    abstract Map<String, IOutputLayer> outputs();

    abstract void evaluate(MultiDataSetIterator data, Map<String, OutputScore> scores);

    /** The network's L1 and L2 terms, as {@link #score} includes them. */
    abstract double regularization();

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
        @Nullable
        Double learningRate() {
            for (int i = 0; i < network.getnLayers(); i++) {
                Double rate = network.getLearningRate(i);
                if (rate != null) {
                    return rate;
                }
            }
            return null;
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
        @Nullable
        Double learningRate() {
            for (Layer layer : graph.getLayers()) {
                Double rate = graph.getLearningRate(layer.conf().getLayer().getLayerName());
                if (rate != null) {
                    return rate;
                }
            }
            return null;
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
