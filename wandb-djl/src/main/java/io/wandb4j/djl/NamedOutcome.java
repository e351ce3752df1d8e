package io.wandb4j.djl;

import ai.djl.TrainingDivergedException;
import ai.djl.training.listener.EarlyStoppingListener.EarlyStoppedException;
import ai.djl.translate.TranslateException;
import io.wandb4j.errors.RunStoppedException;
import io.wandb4j.training.Outcome;
import io.wandb4j.training.TrainingEnd;
import java.io.IOException;

/** Does a training and tells how it ended, by what DJL and its listeners throw. */
final class NamedOutcome {
    private NamedOutcome() {}

    static Outcome of(WandbTrainingListener.Training body, TrainingEnd end) throws IOException, TranslateException {
        try {
            body.run();
        } catch (EarlyStoppedException e) {
            end.record(Outcome.STOPPED_EARLY, e.getMessage() + " (after epoch " + e.getStopEpoch() + ")");
            return Outcome.STOPPED_EARLY;
        } catch (RunStoppedException e) {
            throw e; // recorded where it was thrown
        } catch (TrainingDivergedException e) {
            end.failed(Outcome.DIVERGED, e);
            throw e;
        } catch (RuntimeException
                | Error
                | IOException
                | TranslateException e) { // only told of: it goes on to the caller
            end.failed(Outcome.FAILED, e);
            throw e;
        }
        end.finished();
        return Outcome.FINISHED;
    }
}
