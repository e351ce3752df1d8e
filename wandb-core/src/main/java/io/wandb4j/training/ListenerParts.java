package io.wandb4j.training;

import io.wandb4j.evaluation.EvaluationPlan;
import io.wandb4j.run.Run;
import io.wandb4j.training.insight.Insight;
import org.jspecify.annotations.Nullable;

/** What the listener of any framework is made of.
 *
 * @param run where it logs
 * @param hooks what guards its callbacks
 * @param log where its numbers go
 * @param describes whether it adds to the run's config what the training tells of itself
 * @param epochsPerValidation after how many epochs each the listener validates on data of its own
 * @param evaluation what is measured and shown of the validation, null for loss and accuracy alone
 * @param insight what is looked at inside the training, null for nothing */
public record ListenerParts(
        Run run,
        TrainingHooks hooks,
        TrainingLog log,
        boolean describes,
        int epochsPerValidation,
        @Nullable EvaluationPlan evaluation,
        @Nullable Insight insight) {}
