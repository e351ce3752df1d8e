package io.wandb4j.dl4j;

import io.wandb4j.training.insight.LayerRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.jspecify.annotations.Nullable;

/** The layers of a network with the shapes that they have for the batch in training. */
final class NetworkLayers {
    private NetworkLayers() {}

    static List<LayerRow> of(Network network) {
        Map<String, InputType> outputs = network.outputTypes();
        List<LayerRow> rows = new ArrayList<>();
        network.layers()
                .forEach((name, layer) -> rows.add(row(name, layer, outputs.get(name), network.inputsOf(name))));
        return rows;
    }

    private static LayerRow row(String name, Layer layer, @Nullable InputType output, List<String> inputs) {
        org.deeplearning4j.nn.conf.layers.Layer configuration = layer.conf().getLayer();
        boolean frozen = configuration instanceof FrozenLayer;
        if (configuration instanceof FrozenLayer inner) {
            configuration = inner.getLayer();
        }
        long parameters = layer.numParams();
        List<Long> shape = output == null
                ? List.of()
                : Arrays.stream(output.getShape(false)).boxed().toList();
        return new LayerRow(
                name,
                configuration.getClass().getSimpleName(),
                shape.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")")),
                parameters,
                frozen ? 0 : parameters,
                operations(configuration, output),
                inputs);
    }

    /** Two for each multiplication with a sum, of the layers that have many of them. */
    private static long operations(org.deeplearning4j.nn.conf.layers.Layer layer, @Nullable InputType output) {
        long steps =
                output instanceof InputType.InputTypeRecurrent series ? Math.max(1, series.getTimeSeriesLength()) : 1;
        if (layer instanceof LSTM lstm) {
            return 2 * 4 * (lstm.getNIn() + lstm.getNOut()) * lstm.getNOut() * steps;
        }
        if (layer instanceof SimpleRnn recurrent) {
            return 2 * (recurrent.getNIn() + recurrent.getNOut()) * recurrent.getNOut() * steps;
        }
        if (layer instanceof ConvolutionLayer convolution) {
            return operations(convolution, output);
        }
        boolean dense = layer instanceof FeedForwardLayer;
        return dense ? 2 * ((FeedForwardLayer) layer).getNIn() * ((FeedForwardLayer) layer).getNOut() * steps : 0;
    }

    private static long operations(ConvolutionLayer layer, @Nullable InputType output) {
        long kernel = Arrays.stream(layer.getKernelSize()).asLongStream().reduce(1, (a, b) -> a * b);
        if (output instanceof InputType.InputTypeConvolutional image) {
            return 2 * kernel * layer.getNIn() * layer.getNOut() * image.getHeight() * image.getWidth();
        }
        return 0;
    }
}
