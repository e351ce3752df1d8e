package io.wandb4j.dl4j;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.TrainingConfig;

/** Has SameDiff compute the loss while it trains.
 *
 * <p>A step needs the gradients only, and so SameDiff leaves out the operations of the loss itself and reports 0. What its
 * training evaluations name is computed along, without touching anything else: a loss that is named there, with nothing to
 * evaluate, comes out right. The names are taken back when the training ends. */
final class LossRequest {
    private final SameDiff graph;
    private final List<String> added = new ArrayList<>();

    LossRequest(SameDiff graph) {
        this.graph = graph;
    }

    void ask() {
        TrainingConfig configuration = graph.getTrainingConfig();
        List<String> labels = configuration.getDataSetLabelMapping();
        if (labels == null || labels.isEmpty()) {
            return;
        }
        for (String loss : graph.getLossVariables()) {
            if (!configuration.getTrainEvaluations().containsKey(loss)) {
                configuration.getTrainEvaluations().put(loss, new ArrayList<>());
                configuration.getTrainEvaluationLabels().put(loss, 0);
                added.add(loss);
            }
        }
    }

    void takeBack() {
        TrainingConfig configuration = graph.getTrainingConfig();
        for (String loss : added) {
            configuration.getTrainEvaluations().remove(loss);
            configuration.getTrainEvaluationLabels().remove(loss);
        }
        added.clear();
    }
}
