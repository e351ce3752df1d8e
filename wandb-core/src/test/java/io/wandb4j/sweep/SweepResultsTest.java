package io.wandb4j.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.sweeps.RunState;
import io.wandb4j.sweeps.SweepRun;
import io.wandb4j.sweeps.config.SweepConfig;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SweepResultsTest {
    private static final SweepConfig CONFIG = SweepConfig.parse("""
            method: random
            metric: {name: accuracy, goal: maximize}
            parameters: {lr: {min: 0.0, max: 1.0}, optimizer: {values: [sgd, adam]}}
            """);
    private static final List<SweepRun> RUNS = List.of(
            run("bad", RunState.FINISHED, 0.25, "sgd").withSummary(0.5),
            run("broken", RunState.FAILED, 0.5, "adam"),
            run("good", RunState.FINISHED, 1e-5, "adam").withSummary(0.875));

    @Test
    void findsTheBestRunAndItsParameters() {
        SweepResults results = new SweepResults(CONFIG, RUNS);
        SweepRun best = results.best().orElseThrow();
        assertThat(best.name()).isEqualTo("good");
        assertThat(results.parameters(best)).isEqualTo(Map.of("lr", 1e-5, "optimizer", "adam"));
        assertThat(new SweepResults(CONFIG, RUNS.subList(1, 2)).best()).isEmpty();
    }

    @Test
    void printsATableWithTheBestFirstInAnyLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(new Locale("tr"));
            assertThat(new SweepResults(CONFIG, RUNS).table(3).lines())
                    .containsExactly(
                            "run     state     accuracy  lr           optimizer",
                            "good    finished  0.875000  1.00000e-05  adam",
                            "bad     finished  0.500000  0.250000     sgd",
                            "broken  failed              0.500000     adam");
        } finally {
            Locale.setDefault(before);
        }
    }

    private static SweepRun run(String name, RunState state, double lr, String optimizer) {
        return SweepRun.of(name, state, Map.of("lr", Map.of("value", lr), "optimizer", Map.of("value", optimizer)));
    }
}
