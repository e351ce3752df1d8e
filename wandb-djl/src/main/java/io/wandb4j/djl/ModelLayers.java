package io.wandb4j.djl;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Convolution;
import ai.djl.nn.convolutional.Deconvolution;
import ai.djl.nn.core.Linear;
import ai.djl.nn.recurrent.RecurrentBlock;
import ai.djl.util.Pair;
import io.wandb4j.training.insight.LayerRow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The layers of a block that stands ready: those without layers inside. */
final class ModelLayers {
    private ModelLayers() {}

    static List<LayerRow> of(Block block) {
        List<LayerRow> rows = new ArrayList<>();
        add("", block, List.of(), rows);
        return rows;
    }

    /** Adds the layers of a block; gives those whose outputs are the block's. What a block of the user's does with its parts it does
     * not tell: they are taken to follow each other. */
    private static List<String> add(String name, Block block, List<String> inputs, List<LayerRow> rows) {
        List<String> outputs = inputs;
        if (!block.getDirectParameters().isEmpty() || block.getChildren().isEmpty()) {
            LayerRow row = row(name.isEmpty() ? block.getClass().getSimpleName() : name, block, inputs);
            rows.add(row);
            outputs = List.of(row.name());
        }
        List<String> together = new ArrayList<>();
        for (Pair<String, Block> child : block.getChildren()) {
            String path = name.isEmpty() ? child.getKey() : name + "/" + child.getKey();
            List<String> ofChild = add(path, child.getValue(), block instanceof ParallelBlock ? inputs : outputs, rows);
            together.addAll(ofChild);
            outputs = ofChild;
        }
        return block instanceof ParallelBlock ? together : outputs;
    }

    private static LayerRow row(String name, Block block, List<String> inputs) {
        Shape in = inputOf(block);
        Shape out = in.dimension() == 0 ? in : outputOf(block, in);
        return new LayerRow(
                name,
                block.getClass().getSimpleName(),
                withoutRows(out).toString(),
                count(block, parameter -> true),
                count(block, Parameter::requiresGradient),
                2 * count(block, parameter -> parameter.getType() == Parameter.Type.WEIGHT) * places(block, in, out),
                inputs);
    }

    /** At how many places of a row the weights are multiplied with something; 0 for layers that are not known. */
    private static long places(Block block, Shape in, Shape out) {
        if (block instanceof Linear) {
            long units = out.dimension() == 0 ? 0 : out.get(out.dimension() - 1);
            return units <= 0 ? 0 : Math.max(0, withoutRows(out).size() / units);
        }
        if (block instanceof Convolution) {
            return product(out, 2);
        }
        if (block instanceof Deconvolution) {
            return product(in, 2);
        }
        if (block instanceof RecurrentBlock) {
            return in.dimension() < 2 ? 0 : Math.max(0, in.get(1));
        }
        return 0;
    }

    private static long product(Shape shape, int from) {
        long product = 1;
        for (int i = from; i < shape.dimension(); i++) {
            product *= Math.max(0, shape.get(i));
        }
        return product;
    }

    private static long count(Block block, Predicate<Parameter> counted) {
        Stream<Parameter> parameters = block.getDirectParameters().values().stream();
        return parameters
                .filter(counted)
                .mapToLong(parameter -> parameter.getShape().size())
                .sum();
    }

    private static Shape withoutRows(Shape shape) {
        return shape.dimension() < 2 ? shape : shape.slice(1);
    }

    private static Shape inputOf(Block block) {
        try {
            Shape[] shapes = block.getInputShapes();
            return shapes.length == 0 ? new Shape() : shapes[0];
        } catch (RuntimeException e) { // a block that the forward pass has not come to
            return new Shape();
        }
    }

    private static Shape outputOf(Block block, Shape in) {
        try {
            Shape[] shapes = block.getOutputShapes(new Shape[] {in});
            return shapes.length == 0 ? new Shape() : shapes[0];
        } catch (RuntimeException e) { // a block of the user's that does not say
            return new Shape();
        }
    }
}
