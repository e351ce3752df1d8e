package io.wandb4j.djl;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import io.wandb4j.training.SavedForm;
import io.wandb4j.training.TrainedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A model's parameters and properties as DJL saves them, {@code model-NNNN.params}; NNNN counts finished epochs.
 *
 * <p>DJL saves no architecture: a reader sets the same block first, whose description lies in the metadata. */
record SavedBlock(Model model) implements TrainedModel {
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
}
