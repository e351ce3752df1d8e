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
    private final TrainingConfig configuration;
    private final List<String> added = new ArrayList<>();

    private LossRequest(TrainingConfig configuration) {
        this.configuration = configuration;
    }

    static LossRequest of(SameDiff graph) {
        LossRequest request = new LossRequest(graph.getTrainingConfig());
        boolean hasLabels = request.configuration.getDataSetLabelMapping() != null
                && !request.configuration.getDataSetLabelMapping().isEmpty();
        for (String loss : hasLabels ? graph.getLossVariables() : List.<String>of()) {
            if (!request.configuration.getTrainEvaluations().containsKey(loss)) {
                request.configuration.getTrainEvaluations().put(loss, new ArrayList<>());
                request.configuration.getTrainEvaluationLabels().put(loss, 0);
                request.added.add(loss);
            }
        }
        return request;
    }

    void takeBack() {
        for (String loss : added) {
            configuration.getTrainEvaluations().remove(loss);
            configuration.getTrainEvaluationLabels().remove(loss);
        }
        added.clear();
    }
}
