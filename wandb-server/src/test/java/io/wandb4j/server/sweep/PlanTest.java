package io.wandb4j.server.sweep;

import static io.wandb4j.server.sweep.Given.ELSEWHERE;
import static io.wandb4j.server.sweep.Given.GRID;
import static io.wandb4j.server.sweep.Given.HERE;
import static io.wandb4j.server.sweep.Given.RANDOM;
import static io.wandb4j.server.sweep.Given.plan;
import static io.wandb4j.server.sweep.Given.run;
import static io.wandb4j.server.sweep.Given.situation;
import static io.wandb4j.server.sweep.Given.sweep;
import static io.wandb4j.server.sweep.Given.trial;
import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.server.run.RunState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlanTest {

    private static final Command EXIT = new Command.Exit();

    @Test
    void handsOutTheFirstPointThatNoRunHas() {
        Plan plan = plan(situation(
                GRID,
                SweepState.RUNNING,
                trial("a", 1, RunState.FAILED, ELSEWHERE),
                trial("b", 2, RunState.PENDING, ELSEWHERE)));

        assertThat(Command.text(plan.commands()))
                .isEqualTo("[{\"type\":\"run\",\"run_id\":\"fresh\",\"program\":\"train.py\","
                        + "\"args\":{\"x\":{\"value\":3}}}]");
        assertThat(plan.changes()).singleElement().isInstanceOf(Change.Create.class);
    }

    @Test
    void givesNothingMoreToAnAgentThatHasARun() {
        Plan plan = plan(situation(GRID, SweepState.RUNNING, trial("a", 1, RunState.RUNNING, HERE)), "a");

        assertThat(plan.commands()).isEmpty();
        assertThat(plan.changes()).singleElement().isInstanceOf(Change.Seen.class);
    }

    @Test
    void givesNothingWhileTheSweepIsPaused() {
        assertThat(plan(situation(GRID, SweepState.PAUSED))).isEqualTo(new Plan(List.of(), List.of()));
    }

    @Test
    void repeatsAnAnswerThatWasLost() {
        Trial lost = trial("a", 2, RunState.PENDING, HERE);
        Plan plan = plan(situation(GRID, SweepState.RUNNING, lost));

        assertThat(plan.commands())
                .containsExactly(
                        new Command.Start(false, "a", "train.py", lost.run().config()));
        assertThat(plan.changes()).containsExactly(new Change.HandOutAgain(lost, HERE));
    }

    @Test
    void handsOutAgainWhatADeadAgentNeverBegan() {
        Trial orphan = trial(run("a", 2, RunState.PENDING, false), new Trial.Handout(ELSEWHERE, false, true, 1));

        assertThat(plan(situation(GRID, SweepState.RUNNING, orphan)).changes())
                .containsExactly(new Change.HandOutAgain(orphan, HERE));
    }

    @Test
    void givesUpARunThatNobodyCanBegin() {
        Trial tried = trial(run("a", 2, RunState.PENDING, false), new Trial.Handout(ELSEWHERE, false, true, 10));
        Trial died = trial(run("b", 1, RunState.PENDING, false), new Trial.Handout(HERE, true, true, 1));
        Plan plan = plan(situation(GRID, SweepState.RUNNING, tried, died));

        assertThat(plan.changes())
                .contains(new Change.End(tried, RunState.FAILED), new Change.End(died, RunState.FAILED));
        assertThat(Command.text(plan.commands())).contains("\"value\":3");
    }

    @Test
    void marksARunThatItsAgentLostOnTheWay() {
        Trial gone = trial("a", 1, RunState.RUNNING, HERE);
        Trial stopped = trial(run("b", 2, RunState.RUNNING, true), new Trial.Handout(HERE, true, true, 1));
        Trial elsewhere = trial("c", 3, RunState.RUNNING, ELSEWHERE);

        assertThat(plan(situation(RANDOM, SweepState.PAUSED, gone, stopped, elsewhere))
                        .changes())
                .containsExactly(new Change.End(gone, RunState.CRASHED), new Change.End(stopped, RunState.KILLED));
    }

    @ParameterizedTest
    @EnumSource(
            value = RunState.class,
            names = {"PENDING", "RUNNING", "PREEMPTING"})
    void keepsAnAgentWhileARunOfAnotherMayBeLost(RunState state) {
        assertThat(plan(lastOf(GRID, trial("c", 3, state, ELSEWHERE))).commands())
                .isEmpty();
    }

    @Test
    void letsAnAgentGoWhenNoRunCanComeToIt() {
        Trial stopping = trial(run("c", 3, RunState.RUNNING, true), new Trial.Handout(ELSEWHERE, true, true, 1));
        Trial tried = trial(run("c", 3, RunState.RUNNING, false), new Trial.Handout(ELSEWHERE, true, true, 10));

        assertThat(List.of(
                        trial("c", 3, RunState.FINISHED, ELSEWHERE),
                        trial("c", 3, RunState.RUNNING, HERE),
                        stopping,
                        tried))
                .allSatisfy(
                        last -> assertThat(plan(lastOf(GRID, last)).commands()).containsExactly(EXIT));
    }

    @Test
    void givesAPreemptedRunBackToItsAgentBeforeItLetsItGo() {
        Plan plan = plan(lastOf(GRID, trial("c", 3, RunState.PREEMPTING, HERE)));

        assertThat(plan.commands()).isEmpty();
        assertThat(plan.changes()).singleElement().isInstanceOf(Change.End.class);
    }

    private static Situation lastOf(String grid, Trial last) {
        return situation(
                grid,
                SweepState.RUNNING,
                trial("a", 1, RunState.FINISHED, HERE),
                trial("b", 2, RunState.FAILED, ELSEWHERE),
                last);
    }

    @Test
    void countsWhatWasHandedOutAgainstTheCap() {
        String capped = RANDOM.replace("{method", "{run_cap: 1, method");

        assertThat(plan(situation(capped, SweepState.RUNNING, trial(run("own", 0, RunState.FINISHED, false), null)))
                        .commands())
                .singleElement()
                .isInstanceOf(Command.Start.class);
        assertThat(plan(situation(capped, SweepState.RUNNING, trial("a", 0, RunState.FAILED, ELSEWHERE)))
                        .commands())
                .containsExactly(EXIT);
    }

    @ParameterizedTest
    @EnumSource(
            value = SweepState.class,
            names = {"FINISHED", "CANCELED"})
    void sendsAnIdleAgentHomeWhenTheSweepIsOver(SweepState state) {
        Trial waiting = trial("a", 1, RunState.PENDING, HERE);
        Plan plan = plan(situation(GRID, state, waiting));

        assertThat(plan.commands()).containsExactly(EXIT);
        assertThat(plan.changes()).containsExactly(new Change.End(waiting, RunState.KILLED), new Change.Exit(HERE));
    }

    @Test
    void letsRunsEndThatAreUnderWayWhenTheSweepIsFinished() {
        assertThat(plan(situation(GRID, SweepState.FINISHED, trial("a", 1, RunState.RUNNING, HERE)), "a")
                        .commands())
                .isEmpty();
    }

    @Test
    void stopsARunBeforeItSendsItsAgentHome() {
        Trial stopping = trial(run("a", 1, RunState.RUNNING, true), new Trial.Handout(HERE, true, true, 1));

        assertThat(plan(situation(GRID, SweepState.CANCELED, stopping), "a").commands())
                .containsExactly(new Command.Stop("a"));
    }

    @Test
    void stopsARunThatSomebodyElseHasNow() {
        assertThat(plan(situation(GRID, SweepState.RUNNING, trial("a", 1, RunState.PENDING, ELSEWHERE)), "a")
                        .commands())
                .containsExactly(new Command.Stop("a"));
    }

    @Test
    void drawsTheSameFromTheSameSeedAndAnotherEachTime() {
        Sweep first = sweep(RANDOM, SweepState.RUNNING, null, null, 0);
        Sweep second = sweep(RANDOM, SweepState.RUNNING, null, null, 1);

        assertThat(plan(situation(first))).isEqualTo(plan(situation(first)));
        assertThat(plan(situation(first)).commands())
                .isNotEqualTo(plan(situation(second)).commands());
    }

    @Test
    void runsWhatALocalControllerSchedules() {
        String local = "{method: custom, controller: {type: local}, parameters: {x: {values: [1]}}}";
        String controller = "{\"schedule\":[{\"id\":\"s1\",\"data\":{\"args\":{\"x\":{\"value\":9}}}}]}";
        Plan plan = plan(situation(sweep(local, SweepState.RUNNING, controller, null, 0)));

        assertThat(Command.text(plan.commands())).contains("\"args\":{\"x\":{\"value\":9}}");
        String scheduler = "{\"scheduled\":[{\"id\":\"s1\",\"runid\":\"fresh\"}]}";
        assertThat(plan(situation(sweep(local, SweepState.RUNNING, controller, scheduler, 1)))
                        .commands())
                .isEmpty();
        String over = "{\"schedule\":[{\"id\":\"s2\",\"data\":{\"args\":null}}]}";
        assertThat(plan(situation(sweep(local, SweepState.RUNNING, over, scheduler, 1)))
                        .commands())
                .containsExactly(EXIT);
    }
}
