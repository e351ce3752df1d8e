package io.wandb4j.training.insight;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** A layer of a model, as a row of its table.
 *
 * @param name of the layer
 * @param type of the layer, {@code Linear}
 * @param shape of its output without the rows of a batch, {@code (64)}
 * @param parameters how many numbers it holds
 * @param trainable how many of them it learns
 * @param flops the floating-point operations of one row's way forward: two per multiplication with a sum, 0 if unknown
 * @param inputs the names of the layers whose outputs it takes; empty if it takes the model's input */
public record LayerRow(
        String name, String type, String shape, long parameters, long trainable, long flops, List<String> inputs) {
    public LayerRow {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
        requireNonNull(shape, "shape");
        inputs = List.copyOf(inputs);
    }
}
