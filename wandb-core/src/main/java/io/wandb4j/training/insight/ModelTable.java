package io.wandb4j.training.insight;

import io.wandb4j.media.Graph;
import io.wandb4j.media.Table;
import io.wandb4j.run.Run;
import java.util.List;
import java.util.Map;

/** The layers of a model as a table and as a graph, and their sums. */
public final class ModelTable {
    private static final double GIGA = 1e9;

    private ModelTable() {}

    /** Logs the table as {@code model/layers} and the graph as {@code graph} with the next row, and the sums to the summary: {@code model/parameters},
     * {@code model/trainable_parameters}, {@code GFLOPs} where they are known. */
    public static void log(Run run, List<LayerRow> layers) {
        run.log(
                Map.of(
                        "model/layers",
                        Table.ofRecords(LayerRow.class, layers),
                        "graph",
                        Graph.of(layers.stream().map(ModelTable::node).toList())),
                false);
        run.summary()
                .set(
                        "model/parameters",
                        layers.stream().mapToLong(LayerRow::parameters).sum());
        run.summary()
                .set(
                        "model/trainable_parameters",
                        layers.stream().mapToLong(LayerRow::trainable).sum());
        long flops = layers.stream().mapToLong(LayerRow::flops).sum();
        if (flops > 0) {
            run.summary().set("GFLOPs", flops / GIGA);
        }
    }

    private static Graph.Node node(LayerRow layer) {
        return new Graph.Node(layer.name(), layer.type(), layer.shape(), layer.parameters(), layer.inputs());
    }
}
