package io.wandb4j.watch;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** A layer of a model.
 *
 * @param inputs the names of the layers before it
 * @param output the shape of a row of its output, empty if unknown
 * @param parameters how many numbers it has
 * @param trainable how many of them are trained
 * @param flops floating-point operations for a row, NaN if unknown */
public record LayerInfo(
        String name,
        String type,
        List<String> inputs,
        List<Long> output,
        long parameters,
        long trainable,
        double flops) {
    public LayerInfo {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
        inputs = List.copyOf(inputs);
        output = List.copyOf(output);
    }
}
