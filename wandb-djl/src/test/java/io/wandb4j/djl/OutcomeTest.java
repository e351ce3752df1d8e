package io.wandb4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.TrainingDivergedException;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.listener.DivergenceCheckTrainingListener;
import ai.djl.training.listener.EarlyStoppingListener;
import ai.djl.training.listener.EpochTrainingListener;
import ai.djl.training.listener.EvaluatorTrainingListener;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.TranslateException;
import io.wandb4j.training.Outcome;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OutcomeTest {
    @RegisterExtension
    final ListenerRun logged = new ListenerRun();

    @Test
    void aTrainingThatCameToItsEndIsFinished() throws Exception {
        assertThat(train(0.1f)).isEqualTo(Outcome.FINISHED);
        assertThat(logged.summary()).containsEntry("outcome", "finished");
    }

    @Test
    void earlyStoppingIsAReasonNotAFailure() throws Exception {
        TrainingListener patience =
                EarlyStoppingListener.builder().optMinEpochs(1).optMaxMillis(0).build();

        assertThat(train(0.1f, patience)).isEqualTo(Outcome.STOPPED_EARLY);
        assertThat(logged.summary()).containsEntry("outcome", "stopped early").containsEntry("epoch/epoch", 0L);
        assertThat((String) logged.summary().get("outcome_reason")).contains("maxMillis", "after epoch 1");
    }

    @Test
    void divergenceGoesOnToTheCaller() {
        assertThatThrownBy(() -> train(1e30f, new DivergenceCheckTrainingListener()))
                .isInstanceOf(TrainingDivergedException.class);
        assertThat(logged.summary()).containsEntry("outcome", "diverged");
    }

    @Test
    void divergenceIsSeenWithoutAnyException() throws Exception {
        train(1e30f);

        assertThat(logged.summary()).containsEntry("outcome", "diverged");
    }

    @Test
    void anExceptionGoesOnToTheCaller() {
        WandbTrainingListener listener = WandbTrainingListener.of(logged.run());

        assertThatThrownBy(() -> listener.during(() -> {
                    throw new IOException("no data");
                }))
                .hasMessage("no data");
        assertThat(logged.summary())
                .containsEntry("outcome", "failed")
                .containsEntry("outcome_reason", "java.io.IOException: no data");
    }

    private Outcome train(float rate, TrainingListener... more) throws Exception {
        WandbTrainingListener listener = WandbTrainingListener.of(logged.run());
        Outcome[] outcome = new Outcome[1];
        TrainingListener[] listeners = {new EpochTrainingListener(), new EvaluatorTrainingListener(), listener};
        Trainings.train(
                Trainings.dense(),
                Trainings.config(Tracker.fixed(rate), listeners).addTrainingListeners(more),
                trainer -> outcome[0] = listener.during(() -> fit(trainer)));
        return outcome[0];
    }

    private static void fit(Trainer trainer) throws IOException, TranslateException {
        EasyTrain.fit(
                trainer, 3, Trainings.rows(trainer.getManager(), 20, 1), Trainings.rows(trainer.getManager(), 12, 2));
    }
}
