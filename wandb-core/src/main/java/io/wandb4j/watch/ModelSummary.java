package io.wandb4j.watch;

import io.wandb4j.media.Table;
import io.wandb4j.run.Run;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The layers of a model as a table, and their sums in the summary. */
public final class ModelSummary {
    private ModelSummary() {}

    /** Logs the table {@code model/layers}, and sets {@code model/parameters}, {@code model/trainable_parameters} and, if all
     * layers are known, {@code GFLOPs} of one row, as W&amp;B's old Keras callback calls them. */
    public static void log(Run run, List<LayerInfo> layers) {
        run.log(Map.of("model/layers", table(layers)));
        run.summary()
                .set(
                        "model/parameters",
                        layers.stream().mapToLong(LayerInfo::parameters).sum());
        run.summary()
                .set(
                        "model/trainable_parameters",
                        layers.stream().mapToLong(LayerInfo::trainable).sum());
        double flops = layers.stream().mapToDouble(LayerInfo::flops).sum();
        if (!Double.isNaN(flops)) {
            run.summary().set("GFLOPs", flops / 1e9);
        }
    }

    static Table table(List<LayerInfo> layers) {
        Table.Builder table = Table.columns("layer", "type", "inputs", "output", "parameters", "trainable", "flops");
        for (LayerInfo layer : layers) {
            table.add(
                    layer.name(),
                    layer.type(),
                    String.join(", ", layer.inputs()),
                    layer.output().stream().map(String::valueOf).collect(Collectors.joining(" x ")),
                    layer.parameters(),
                    layer.trainable(),
                    Double.isNaN(layer.flops()) ? null : layer.flops());
        }
        return table.build();
    }
}
