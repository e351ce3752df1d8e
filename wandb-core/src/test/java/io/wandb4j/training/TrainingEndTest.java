package io.wandb4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wandb4j.Wandb;
import io.wandb4j.errors.RunStoppedException;
import io.wandb4j.run.Run;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingEndTest {
    @TempDir
    Path dir;

    private Run run;

    @BeforeEach
    void start() {
        run = Wandb.init(
                Settings.builder().mode(Mode.OFFLINE).rootDir(dir).silent(true).build());
    }

    @AfterEach
    void finish() {
        run.close();
    }

    @Test
    void tellsOfATrainingThatFinished() {
        new TrainingEnd(run).during(() -> {});

        assertThat(run.summary().get("outcome")).isEqualTo("finished");
    }

    @Test
    void tellsOfAnExceptionAndPassesItOn() {
        IllegalStateException cause = new IllegalStateException("no memory left");

        assertThatThrownBy(() -> new TrainingEnd(run).during(() -> {
                    throw cause;
                }))
                .isSameAs(cause);
        assertThat(run.summary().get("outcome")).isEqualTo("failed");
        assertThat(run.summary().get("outcome_reason")).isEqualTo("java.lang.IllegalStateException: no memory left");
    }

    @Test
    void tellsOfAStopFromTheServer() {
        assertThatThrownBy(() -> new TrainingEnd(run).during(() -> {
                    throw new RunStoppedException("run x was asked to stop");
                }))
                .isInstanceOf(RunStoppedException.class);
        assertThat(run.summary().get("outcome")).isEqualTo("stopped");
    }

    @Test
    void aStopThatComesBackWrappedIsNoFailure() {
        TrainingEnd end = new TrainingEnd(run);
        assertThatThrownBy(() -> end.during(() -> {
                    end.record(Outcome.STOPPED, "run x was asked to stop");
                    throw new IllegalStateException("a worker failed", new RunStoppedException("asked"));
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(run.summary().get("outcome")).isEqualTo("stopped");
    }

    @Test
    void whatDivergedStaysSo() {
        TrainingEnd end = new TrainingEnd(run);
        end.during(() -> end.diverged(Double.NaN, 1, 7));
        end.record(Outcome.STOPPED_EARLY, "patience is over");

        assertThat(run.summary().get("outcome")).isEqualTo("diverged");
        assertThat(run.summary().get("outcome_reason")).isEqualTo("the loss is NaN in batch 7 of epoch 1");
    }

    @Test
    void keepsAnOutcomeThatWasRecordedWithin() {
        TrainingEnd end = new TrainingEnd(run);
        end.during(() -> end.record(Outcome.STOPPED_EARLY, "patience is over"));

        assertThat(run.summary().get("outcome")).isEqualTo("stopped early");
    }
}
