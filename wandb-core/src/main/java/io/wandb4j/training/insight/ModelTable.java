package io.wandb4j.training.insight;

import io.wandb4j.media.Table;
import io.wandb4j.run.Run;
import java.util.List;
import java.util.Map;

/** The layers of a model as a table, and their sums. */
public final class ModelTable {
    private static final double GIGA = 1e9;

    private ModelTable() {}

    /** Logs the table as {@code model/layers} with the next row, and the sums to the summary: {@code model/parameters},
     * {@code model/trainable_parameters}, {@code GFLOPs}. */
    public static void log(Run run, List<LayerRow> layers) {
        run.log(Map.of("model/layers", Table.ofRecords(LayerRow.class, layers)), false);
        run.summary()
                .set(
                        "model/parameters",
                        layers.stream().mapToLong(LayerRow::parameters).sum());
        run.summary()
                .set(
                        "model/trainable_parameters",
                        layers.stream().mapToLong(LayerRow::trainable).sum());
        run.summary().set("GFLOPs", layers.stream().mapToLong(LayerRow::flops).sum() / GIGA);
    }
}
