package io.wandb4j.dl4j;

import io.wandb4j.training.SavedForm;
import io.wandb4j.training.TrainedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.autodiff.samediff.SameDiff;

/** A SameDiff graph as it saves itself: variables, operations, and the updater's state. */
record SavedGraph(SameDiff graph) implements TrainedModel {
    @Override
    public void writeTo(Path folder, SavedForm form) throws IOException {
        Path file = folder.resolve(form.name() + (form.name().endsWith(".sdz") ? "" : ".sdz"));
        graph.save(file.toFile(), !form.weightsOnly());
    }

    @Override
    public Map<String, Object> description() {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("framework", "samediff");
        SavedNetwork.version().ifPresent(version -> description.put("framework_version", version));
        description.put("model", "SameDiff");
        description.put("operations", graph.getOps().size());
        description.put("loss_variables", graph.getLossVariables());
        return description;
    }
}
