package io.wandb4j.sweeps.stopping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.wandb4j.sweeps.RunState;
import io.wandb4j.sweeps.SweepRun;
import io.wandb4j.sweeps.config.EarlyTerminate;
import io.wandb4j.sweeps.config.Goal;
import io.wandb4j.sweeps.config.InvalidSweepException;
import io.wandb4j.sweeps.config.Method;
import io.wandb4j.sweeps.config.Parameter;
import io.wandb4j.sweeps.config.SweepConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoppingTest {
    @Test
    void ashaKeepsTheBestThirdOfThoseThatReachedARung() {
        List<SweepRun> runs = List.of(
                run("good", RunState.RUNNING, 3, 1),
                run("fair", RunState.RUNNING, 4, 2),
                run("bad", RunState.RUNNING, 5, 3));
        Verdict verdict = Stopping.judge(config(EarlyTerminate.asha(2)), runs);
        assertThat(verdict.stop()).containsExactly("fair", "bad");
        assertThat(verdict.bands()).containsExactly(new Band(2, 1));
    }

    @Test
    void ashaWaitsUntilEnoughRunsHaveReachedARung() {
        List<SweepRun> runs = List.of(run("good", RunState.FINISHED, 3, 1), run("bad", RunState.RUNNING, 5, 9));
        assertThat(Stopping.judge(config(EarlyTerminate.asha(2)), runs).stop()).isEmpty();
        assertThat(Stopping.judge(config(EarlyTerminate.asha(2).withEta(2)), runs)
                        .stop())
                .containsExactly("bad");
    }

    @Test
    void ashaDecidesNothingAtTheEndOfARun() {
        List<SweepRun> runs = List.of(run("good", RunState.FINISHED, 1, 1), run("bad", RunState.RUNNING, 1, 9));
        EarlyTerminate rule = EarlyTerminate.asha(2).withEta(2).withMaxIter(2 + 1);
        assertThat(Stopping.judge(config(rule), runs).bands()).hasSize(1);
        assertThat(Stopping.judge(config(EarlyTerminate.asha(1).withEta(2).withMaxIter(2)), runs)
                        .bands())
                .containsExactly(new Band(1, 1));
    }

    @Test
    void medianStopsARunWhoseBestIsWorseThanHalfOfTheAveragesBefore() {
        List<SweepRun> runs = List.of(
                run("a", RunState.FINISHED, 2, 2, 0),
                run("b", RunState.FINISHED, 4, 4, 0),
                run("c", RunState.FINISHED, 6, 6, 0),
                run("at", RunState.RUNNING, 9, 4),
                run("worse", RunState.RUNNING, 9, 5),
                run("young", RunState.RUNNING, 9));
        assertThat(Stopping.judge(config(EarlyTerminate.median(2)), runs).stop())
                .containsExactly("worse");
        assertThat(Stopping.judge(config(EarlyTerminate.median(2).withMinRuns(4)), runs)
                        .stop())
                .isEmpty();
    }

    @Test
    void looksUpwardsWhereMoreIsBetter() {
        List<SweepRun> runs =
                List.of(run("a", RunState.FINISHED, 5), run("b", RunState.RUNNING, 4), run("c", RunState.RUNNING, 3));
        SweepConfig config = SweepConfig.builder()
                .method(Method.RANDOM)
                .metric("accuracy", Goal.MAXIMIZE)
                .parameter("a", Parameter.values(1, 2))
                .earlyTerminate(EarlyTerminate.median(1).withMinRuns(1))
                .build();
        assertThat(Stopping.judge(config, runs).stop()).containsExactly("b", "c");
    }

    @Test
    void readsItsRulesFromText() {
        String text = "{method: random, metric: {name: loss}, parameters: {a: {values: [1]}}, early_terminate: ";
        assertThat(SweepConfig.parse(text + "{type: asha, min_iter: 2, max_iter: 50, eta: 4}}")
                        .earlyTerminate())
                .contains(EarlyTerminate.asha(2).withMaxIter(50).withEta(4));
        assertThat(SweepConfig.parse(text + "{type: median, min_iter: 5}}").earlyTerminate())
                .contains(EarlyTerminate.median(5));
        assertThatExceptionOfType(InvalidSweepException.class)
                .isThrownBy(() -> SweepConfig.parse(text + "{type: median, s: 5}}"))
                .withMessageContaining("early_terminate.s: unknown key in early_terminate of type median");
        assertThatExceptionOfType(InvalidSweepException.class)
                .isThrownBy(() -> SweepConfig.parse(text + "{type: asha, min_iter: 5, max_iter: 5}}"))
                .withMessageContaining("it must be greater than min_iter");
    }

    private static SweepConfig config(EarlyTerminate rule) {
        return SweepConfig.builder()
                .method(Method.RANDOM)
                .metric("loss", Goal.MINIMIZE)
                .parameter("a", Parameter.values(1, 2))
                .earlyTerminate(rule)
                .build();
    }

    private static SweepRun run(String name, RunState state, Integer... values) {
        return SweepRun.of(name, state, Map.of()).withHistory(List.of(values));
    }
}
