package io.wandb4j.dl4j;

import io.wandb4j.run.Run;
import io.wandb4j.training.Outcome;
import io.wandb4j.training.TrainingEnd;
import io.wandb4j.training.TrainingHooks;
import java.io.IOException;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.EarlyStoppingResult;
import org.deeplearning4j.earlystopping.EarlyStoppingResult.TerminationReason;
import org.deeplearning4j.earlystopping.listener.EarlyStoppingListener;
import org.deeplearning4j.earlystopping.termination.IterationTerminationCondition;
import org.deeplearning4j.earlystopping.termination.MaxEpochsTerminationCondition;
import org.deeplearning4j.earlystopping.trainer.IEarlyStoppingTrainer;
import org.deeplearning4j.nn.api.Model;
import org.jspecify.annotations.Nullable;

/** What a run and DL4J's early stopping say to each other: why the training ended, and that the server wants it to end.
 *
 * <pre>{@code
 * WandbEarlyStopping<MultiLayerNetwork> stopping = listener.earlyStopping();
 * configuration.iterationTerminationConditions(stopping, ...);
 * stopping.fit(new EarlyStoppingTrainer(configuration.build(), model, data));
 * }</pre>
 *
 * <p>An early stopping trainer swallows exceptions. Therefore its listener does not throw one when the server asks; this
 * condition ends the training in order instead.
 *
 * @param <T> the kind of network */
public final class WandbEarlyStopping<T extends Model>
        implements EarlyStoppingListener<T>, IterationTerminationCondition {
    private static final long serialVersionUID = 1;

    private final transient Run run;
    private final transient TrainingHooks hooks;
    private final transient TrainingEnd end;
    private transient @Nullable EarlyStoppingConfiguration<T> configuration;
    private transient @Nullable T network;

    WandbEarlyStopping(Run run, TrainingHooks hooks, TrainingEnd end) {
        this.run = run;
        this.hooks = hooks;
        this.end = end;
        hooks.stopElsewhere();
    }

    /** Trains, and records how it ended; also where that was an exception, which the trainer keeps to itself. */
    public EarlyStoppingResult<T> fit(IEarlyStoppingTrainer<T> trainer) {
        trainer.setListener(this);
        EarlyStoppingResult<T> result = trainer.fit();
        record(result);
        return result;
    }

    /** Records in the run's summary how a training ended: {@code outcome}, {@code outcome_reason}, and the best epoch by the
     * trainer's own score. */
    public void record(EarlyStoppingResult<T> result) {
        hooks.run(() -> {
            end.record(outcome(result), result.getTerminationReason() + ": " + result.getTerminationDetails());
            if (result.getBestModelEpoch() >= 0) {
                run.summary().set("early_stopping/best_epoch", result.getBestModelEpoch());
                run.summary().set("early_stopping/best_score", best(result));
            }
            run.summary().set("early_stopping/epochs", result.getTotalEpochs());
            if (result.getTerminationReason() == TerminationReason.Error) {
                run.fail(new IllegalStateException(result.getTerminationDetails()));
            }
        });
    }

    @Override
    public void onStart(EarlyStoppingConfiguration<T> started, T model) {
        configuration = started;
        network = model;
    }

    @Override
    public void onEpoch(int epoch, double score, EarlyStoppingConfiguration<T> current, T model) {
        hooks.run(() -> run.summary().set("early_stopping/score", score));
    }

    @Override
    public void onCompletion(EarlyStoppingResult<T> result) {
        record(result);
    }

    @Override
    public void initialize() {
        // nothing is kept from one training to the next
    }

    /** Whether the server asked the run to stop. */
    @Override
    public boolean terminate(double lastMiniBatchScore) {
        if (!run.isStopped()) {
            return false;
        }
        hooks.run(this::saveIfNothingIs);
        return true;
    }

    @Override
    public String toString() {
        return "run " + run.id() + " was asked to stop";
    }

    /** The trainer hands the best model out when it ends, and fails if there is none yet. */
    private void saveIfNothingIs() {
        EarlyStoppingConfiguration<T> started = configuration;
        T model = network;
        if (started == null || model == null) {
            return;
        }
        try {
            if (started.getModelSaver().getBestModel() == null) {
                started.getModelSaver().saveBestModel(model, model.score());
            }
        } catch (IOException e) {
            run.warn("early stopping", "the model could not be saved before the training stops: " + e);
        }
    }

    private static double best(EarlyStoppingResult<?> result) {
        Double score = result.getScoreVsEpoch() == null
                ? null
                : result.getScoreVsEpoch().get(result.getBestModelEpoch());
        return score == null ? result.getBestModelScore() : score;
    }

    private Outcome outcome(EarlyStoppingResult<T> result) {
        String details = String.valueOf(result.getTerminationDetails());
        if (result.getTerminationReason() == TerminationReason.Error) {
            return Outcome.FAILED;
        }
        if (details.equals(toString())) {
            return Outcome.STOPPED;
        }
        boolean whole = details.startsWith(MaxEpochsTerminationCondition.class.getSimpleName());
        return whole ? Outcome.FINISHED : Outcome.STOPPED_EARLY;
    }
}
