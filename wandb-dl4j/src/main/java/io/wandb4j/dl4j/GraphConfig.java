package io.wandb4j.dl4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.wandb4j.run.Run;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;

/** What a SameDiff graph says of itself for the run's config: its optimizer, schedule and regularisation, its inputs and size. */
final class GraphConfig {
    private GraphConfig() {}

    /** Puts into the config what the graph says of itself, where the user says nothing.
     *
     * @param rows of a batch */
    static void addTo(Run run, SameDiff graph, long rows) {
        try {
            run.config().setDefaults(of(graph, rows));
        } catch (JsonProcessingException e) {
            run.warn("config", "the graph's training configuration could not be read: " + e);
        }
    }

    private static Map<String, Object> of(SameDiff graph, long rows) throws JsonProcessingException {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("framework", "samediff");
        NetworkConfig.putPlatform(config);
        config.put("model", "SameDiff");
        config.put("operations", graph.getOps().size());
        config.put("parameters", parameters(graph));
        config.put("batch_size", rows);
        config.put("input_shapes", inputShapes(graph));
        config.put("loss_variables", graph.getLossVariables());
        NetworkConfig.putTraining(graph.getTrainingConfig().toJson(), config);
        return config;
    }

    /** How many numbers a graph learns. */
    static long parameters(SameDiff graph) {
        return graph.variables().stream()
                .filter(variable -> variable.getVariableType() == VariableType.VARIABLE)
                .mapToLong(variable -> variable.getArr().length())
                .sum();
    }

    /** The shapes of what a batch is put into, -1 for any size. */
    static Map<String, List<Long>> inputShapes(SameDiff graph) {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        for (SDVariable variable : graph.placeHolders()) {
            long[] shape = variable.placeholderShape();
            if (shape != null) {
                shapes.put(variable.name(), Arrays.stream(shape).boxed().toList());
            }
        }
        return shapes;
    }
}
