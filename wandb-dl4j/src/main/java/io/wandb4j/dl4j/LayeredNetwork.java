package io.wandb4j.dl4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/** What a listener reads of a {@code MultiLayerNetwork}; its layers are called by their numbers. */
final class LayeredNetwork extends Network {
    private final MultiLayerNetwork network;

    LayeredNetwork(MultiLayerNetwork network) {
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
    List<String> inputsOf(String layer) {
        int index = Integer.parseInt(layer);
        return index == 0 ? List.of() : List.of(Integer.toString(index - 1));
    }

    @Override
    Map<String, InputType> outputTypes() {
        Map<String, InputType> types = new LinkedHashMap<>();
        for (List<Long> shape : inputs().values()) {
            InputType type = type(shape);
            if (type != null) {
                List<InputType> ofLayers = network.getLayerWiseConfigurations().getLayerActivationTypes(type);
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
