package io.wandb4j.server.sweep;

import static io.wandb4j.server.sweep.Given.ELSEWHERE;
import static io.wandb4j.server.sweep.Given.GRID;
import static io.wandb4j.server.sweep.Given.HERE;
import static io.wandb4j.server.sweep.Given.HYPERBAND;
import static io.wandb4j.server.sweep.Given.RANDOM;
import static io.wandb4j.server.sweep.Given.logged;
import static io.wandb4j.server.sweep.Given.situation;
import static io.wandb4j.server.sweep.Given.sweep;
import static io.wandb4j.server.sweep.Given.trial;
import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.server.run.RunState;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReviewTest {

    private static final Change DONE = new Change.Become(SweepState.FINISHED);

    @Test
    void stopsARunThatIsWorseThanTheThresholdOfItsBand() {
        Trial good = logged("good", RunState.FINISHED, 3.0, 1.0);
        Trial alsoGood = logged("also good", RunState.FINISHED, 3.0, 2.0);
        Trial bad = logged("bad", RunState.RUNNING, 0.1, 2.1);
        Trial young = logged("young", RunState.RUNNING, 9.0);

        assertThat(Review.of(situation(HYPERBAND, SweepState.RUNNING, good, alsoGood, bad, young)))
                .containsExactly(new Change.Stop(bad));
    }

    @Test
    void asksARunToStopOnceOnly() {
        Trial asked =
                new Trial(Given.run("bad", 0, RunState.RUNNING, true), List.of(9.0, 9.0), OptionalDouble.empty(), null);

        assertThat(Review.of(
                        situation(HYPERBAND, SweepState.RUNNING, logged("good", RunState.FINISHED, 1.0, 1.0), asked)))
                .isEmpty();
    }

    @Test
    void endsAGridWhoseRunsAreAllOver() {
        Trial first = trial("a", 1, RunState.FINISHED, HERE);
        Trial second = trial("b", 2, RunState.CRASHED, HERE);

        assertThat(Review.of(situation(GRID, SweepState.RUNNING, first, second)))
                .isEmpty();
        assertThat(Review.of(
                        situation(GRID, SweepState.RUNNING, first, second, trial("c", 3, RunState.RUNNING, ELSEWHERE))))
                .isEmpty();
        assertThat(Review.of(
                        situation(GRID, SweepState.RUNNING, first, second, trial("c", 3, RunState.FAILED, ELSEWHERE))))
                .containsExactly(DONE);
    }

    @Test
    void endsARandomSearchAtItsCapOnly() {
        Trial over = trial("a", 1, RunState.FINISHED, HERE);

        assertThat(Review.of(situation(RANDOM, SweepState.RUNNING, over))).isEmpty();
        assertThat(Review.of(situation(RANDOM.replace("{method", "{run_cap: 1, method"), SweepState.RUNNING, over)))
                .containsExactly(DONE);
    }

    @ParameterizedTest
    @CsvSource({"minimize, 0.5, true", "minimize, 0.6, false", "maximize, 0.5, true", "maximize, 0.4, false"})
    void endsASweepWhenARunReachesTheTarget(String goal, double value, boolean reached) {
        String yaml = "{method: random, metric: {name: loss, goal: " + goal + ", target: 0.5},"
                + " parameters: {x: {min: 0.0, max: 1.0}}}";
        Trial running = logged("a", RunState.RUNNING, goal.equals("minimize") ? 1.0 : 0.0, value);

        assertThat(Review.of(situation(yaml, SweepState.RUNNING, running)).contains(DONE))
                .isEqualTo(reached);
    }

    @Test
    void stopsWhatBeginsAfterTheSweepWasCanceled() {
        Trial late = trial("a", 1, RunState.RUNNING, HERE);

        assertThat(Review.of(situation(GRID, SweepState.CANCELED, late, trial("b", 2, RunState.FINISHED, HERE))))
                .containsExactly(new Change.Stop(late));
    }

    @Test
    void leavesASweepThatIsOver() {
        assertThat(Review.of(situation(GRID.replace("[1, 2, 3]", "[1]"), SweepState.CANCELED)))
                .isEmpty();
    }

    @Test
    void stopsWhatALocalControllerWantsStopped() {
        String local = "{method: random, controller: {type: local}, parameters: {x: {min: 0.0, max: 1.0}}}";
        Trial unwanted = trial("a", 1, RunState.RUNNING, HERE);
        Trial other = trial("b", 1, RunState.RUNNING, HERE);

        assertThat(Review.of(situation(
                        sweep(local, SweepState.RUNNING, "{\"earlystop\":[\"a\"]}", null, 2), unwanted, other)))
                .containsExactly(new Change.Stop(unwanted));
    }
}
