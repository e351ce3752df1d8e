package io.wandb4j.server.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wandb4j.sweeps.RunState;
import io.wandb4j.sweeps.SweepRun;
import io.wandb4j.sweeps.config.SweepConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class ParameterImportanceTest {

    private static final SweepConfig CONFIG = SweepConfig.parse("""
            method: random
            metric: {name: loss}
            parameters:
              rate: {min: 0.0, max: 1.0}
              activation: {values: [relu, tanh, sine]}
              noise: {min: 0.0, max: 1.0}
              fixed: {value: 7}
              layer: {parameters: {width: {min: 1, max: 100}}}
            """);

    /** What a run tried. */
    private record Tried(double rate, String activation, double noise, int width) {}

    @Test
    void findsTheParametersThatMatterInTheOrderInWhichTheyDo() {
        List<ParameterImportance> found = ParameterImportance.of(
                CONFIG, runs(120, run -> 4 * run.rate() + (run.activation().equals("relu") ? 1 : 0)));

        assertThat(found)
                .extracting(ParameterImportance::parameter)
                .startsWith("rate", "activation")
                .containsExactlyInAnyOrder("rate", "activation", "noise", "layer.width");
        assertThat(found.stream().mapToDouble(ParameterImportance::importance).sum())
                .isCloseTo(1, within(1e-9));
        assertThat(found.get(0).importance()).isGreaterThan(0.7);
        assertThat(found.get(2).importance()).isLessThan(0.05);
    }

    @Test
    void seesWhatNoStraightLineShows() {
        List<ParameterImportance> found = ParameterImportance.of(CONFIG, runs(120, run -> Math.abs(run.width() - 50)));

        ParameterImportance width = found.get(0);
        assertThat(width.parameter()).isEqualTo("layer.width");
        assertThat(width.importance()).isGreaterThan(0.9);
        assertThat(width.correlation().orElseThrow()).isCloseTo(0, within(0.3));
    }

    @Test
    void correlatesNumbersAndLeavesTextsOut() {
        List<ParameterImportance> found = ParameterImportance.of(CONFIG, runs(30, run -> 3 - 2 * run.rate()));

        assertThat(found.get(0).parameter()).isEqualTo("rate");
        assertThat(found.get(0).correlation().orElseThrow()).isCloseTo(-1, within(1e-9));
        assertThat(found)
                .filteredOn(importance -> importance.parameter().equals("activation"))
                .singleElement()
                .matches(importance -> importance.correlation().isEmpty());
    }

    @Test
    void saysTheSameOfTheSameRunsAndNothingOfFewOrEqualOnes() {
        List<SweepRun> runs = runs(40, run -> run.rate() * run.width());

        assertThat(ParameterImportance.of(CONFIG, runs)).isEqualTo(ParameterImportance.of(CONFIG, runs));
        assertThat(ParameterImportance.of(CONFIG, runs.subList(0, ParameterImportance.LEAST_RUNS - 1)))
                .isEmpty();
        assertThat(ParameterImportance.of(CONFIG, runs(40, run -> 5.0)))
                .hasSize(4)
                .allMatch(importance -> importance.importance() == 0)
                .allMatch(importance -> importance.correlation().isEmpty());
    }

    private static List<SweepRun> runs(int count, ToDoubleFunction<Tried> metric) {
        Random random = new Random(7);
        List<SweepRun> runs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Tried tried = new Tried(
                    random.nextDouble(),
                    List.of("relu", "tanh", "sine").get(random.nextInt(3)),
                    random.nextDouble(),
                    1 + random.nextInt(100));
            Map<String, ?> config = Map.of(
                    "rate", Map.of("value", tried.rate()),
                    "activation", Map.of("value", tried.activation()),
                    "noise", Map.of("value", tried.noise()),
                    "fixed", Map.of("value", 7),
                    "layer", Map.of("value", Map.of("width", tried.width())));
            runs.add(SweepRun.of("run" + i, RunState.FINISHED, config).withSummary(metric.applyAsDouble(tried)));
        }
        return runs;
    }
}
