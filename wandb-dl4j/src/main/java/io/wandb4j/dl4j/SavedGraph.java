package io.wandb4j.dl4j;

import io.wandb4j.training.SavedForm;
import io.wandb4j.training.TrainedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.TrainingConfig;

/** A SameDiff graph as it saves itself: variables, operations, and the updater's state.
 *
 * @param request what was added to the graph's configuration for the time of the training
 * @param iterations how many are done; SameDiff counts the last one only after its listeners
 * @param epochs how many are done, likewise
 * @param origin what is said of where it comes from */
record SavedGraph(SameDiff graph, LossRequest request, int iterations, int epochs, Origin origin)
        implements TrainedModel {
    @Override
    public void writeTo(Path folder, SavedForm form) throws IOException {
        Path file = folder.resolve(form.name() + (form.name().endsWith(".sdz") ? "" : ".sdz"));
        TrainingConfig configuration = graph.getTrainingConfig();
        int iterationsCounted = configuration.getIterationCount();
        int epochsCounted = configuration.getEpochCount();
        request.takeBack();
        configuration.setIterationCount(iterations);
        configuration.setEpochCount(epochs);
        try {
            graph.save(file.toFile(), !form.weightsOnly());
        } finally {
            configuration.setIterationCount(iterationsCounted);
            configuration.setEpochCount(epochsCounted);
            request.ask();
        }
        origin.writeBeside(file);
    }

    @Override
    public Map<String, Object> description() {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("framework", "samediff");
        SavedNetwork.version().ifPresent(version -> description.put("framework_version", version));
        description.put("model", "SameDiff");
        description.put("operations", graph.getOps().size());
        description.put("parameters", GraphConfig.parameters(graph));
        description.put("input_shapes", GraphConfig.inputShapes(graph));
        description.put("loss_variables", graph.getLossVariables());
        description.put("configuration", graph.getTrainingConfig().toJson());
        return description;
    }
}
