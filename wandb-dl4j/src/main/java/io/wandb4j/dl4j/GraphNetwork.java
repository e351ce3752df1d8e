package io.wandb4j.dl4j;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/** What a listener reads of a {@code ComputationGraph}. */
final class GraphNetwork extends Network {
    private final ComputationGraph graph;

    GraphNetwork(ComputationGraph graph) {
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
    List<String> inputsOf(String layer) {
        List<String> inputs = new ArrayList<>();
        for (String input : graph.getConfiguration().getVertexInputs().getOrDefault(layer, List.of())) {
            if (graph.getLayer(input) != null) {
                inputs.add(input);
            } else {
                inputs.addAll(inputsOf(input));
            }
        }
        return inputs.stream().distinct().toList();
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
