package io.wandb4j.djl;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import io.wandb4j.training.SavedForm;
import io.wandb4j.training.TrainedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A model's parameters and properties as DJL saves them, {@code model-NNNN.params}; NNNN counts finished epochs.
 *
 * <p>DJL saves no architecture: a reader sets the same block first, whose description lies in the metadata. It saves no state
 * of the optimizer either, so that weights are all that is in the file in any case.
 *
 * @param run the id of the run, which travels in the file */
record SavedBlock(Model model, String run) implements TrainedModel {
    /** The property that names the run a model comes from. */
    static final String RUN_PROPERTY = "wandb_run";

    @Override
    public void writeTo(Path folder, SavedForm form) throws IOException {
        // Saving moves a model's path and takes its Epoch property as the file's number: a twin keeps the user's clean.
        NDManager manager = model.getNDManager();
        try (Model twin = Model.newInstance(
                model.getName(), manager.getDevice(), manager.getEngine().getEngineName())) {
            twin.setBlock(model.getBlock());
            twin.setDataType(model.getDataType());
            model.getProperties().forEach(twin::setProperty);
            twin.setProperty("Epoch", Integer.toString(form.epoch() + 1));
            twin.setProperty(RUN_PROPERTY, run);
            twin.save(folder, form.name());
        }
    }

    @Override
    public Map<String, Object> description() {
        Engine engine = model.getNDManager().getEngine();
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("framework", "djl");
        description.put("framework_version", Engine.getDjlVersion());
        description.put("engine", engine.getEngineName() + " " + engine.getVersion());
        description.put("block", model.getBlock().toString());
        description.put("parameters", parameters(model.getBlock()));
        description.put("input_shapes", inputShapes(model.getBlock()));
        description.put("data_type", model.getDataType().toString());
        return description;
    }

    /** How many numbers a block learns or keeps. */
    static long parameters(Block block) {
        long count = 0;
        for (Parameter parameter : block.getParameters().values()) {
            NDArray array = parameter.getArray(); // the parameter's own, not ours to close
            count += array.size();
        }
        return count;
    }

    private static List<List<Long>> inputShapes(Block block) {
        return block.describeInput().values().stream().map(SavedBlock::sizes).toList();
    }

    private static List<Long> sizes(Shape shape) {
        return java.util.Arrays.stream(shape.getShape()).boxed().toList();
    }
}
