package io.wandb4j.dl4j;

import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.listeners.At;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;

/** What a graph's training configuration adds to the loss, and how fast it moves the variables. */
record GraphOptimizer(SameDiff graph) {
    Map<String, Double> learningRates(At at) {
        IUpdater updater = graph.getTrainingConfig().getUpdater();
        return updater != null && updater.hasLearningRate()
                ? Map.of("", updater.getLearningRate(at.iteration(), at.epoch()))
                : Map.of();
    }

    /** What SameDiff adds to the loss of a training, but not to that of a validation. */
    double regularization(At at) {
        List<Regularization> terms = graph.getTrainingConfig().getRegularization();
        double sum = 0;
        for (Regularization term : terms == null ? List.<Regularization>of() : terms) {
            for (SDVariable variable : graph.variables()) {
                if (variable.getVariableType() == VariableType.VARIABLE) {
                    sum += term.score(variable.getArr(), at.iteration(), at.epoch());
                }
            }
        }
        return sum;
    }
}
