package io.wandb4j.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.training.tracker.Tracker;
import org.junit.jupiter.api.Test;

class RecordingTrackerTest {
    private final Tracker falling = update -> 1f / update;

    @Test
    void answersWhatTheTrackerInsideAnswers() {
        RecordingTracker tracker = RecordingTracker.of(falling);

        assertThat(tracker.getNewValue("w", 4)).isEqualTo(0.25f);
    }

    @Test
    void remembersTheLastAnswer() {
        RecordingTracker tracker = RecordingTracker.of(falling);

        assertThat(tracker.latest()).isNull();
        tracker.getNewValue("w", 4);
        assertThat(tracker.latest()).isEqualTo(0.25);
    }

    @Test
    void foretellsTheNextAnswer() {
        RecordingTracker tracker = RecordingTracker.of(falling);

        assertThat(tracker.next()).isEqualTo(1.0);
        tracker.getNewValue("w", 1);
        assertThat(tracker.next()).isEqualTo(0.5);
    }

    @Test
    void foretellsTheFirstAnswerOfAResumedTraining() {
        assertThat(RecordingTracker.of(falling, 9).next()).isEqualTo(0.1);
    }

    @Test
    void remembersTheFirstParameterWhereRatesDiffer() {
        RecordingTracker tracker = RecordingTracker.of((parameter, update) -> parameter.equals("w") ? 0.5f : 0.1f);
        tracker.getNewValue("w", 1);
        tracker.getNewValue("b", 1);

        assertThat(tracker.latest()).isEqualTo(0.5);
    }

    @Test
    void writesAFloatAsItIsRead() {
        RecordingTracker tracker = RecordingTracker.of(Tracker.fixed(0.01f));
        tracker.getNewValue("w", 1);

        assertThat(tracker.latest()).isEqualTo(0.01);
    }
}
