package io.wandb4j.sweeps.stopping;

import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.sweeps.Golden;
import io.wandb4j.sweeps.RunState;
import io.wandb4j.sweeps.SweepRun;
import io.wandb4j.sweeps.config.SweepConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HyperbandTest {
    static List<Map<String, Object>> cases() {
        return Golden.cases("hyperband.json.gz");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void stopsTheSameRunsByTheSameMarks(Map<String, Object> golden) {
        SweepConfig config = SweepConfig.of((Map<?, ?>) golden.get("config"));
        List<SweepRun> runs = new ArrayList<>();
        for (Object run : (List<?>) golden.get("runs")) {
            runs.add(run((Map<?, ?>) run));
        }
        Verdict verdict = Stopping.judge(config, runs);
        assertThat(verdict.stop()).hasSameElementsAs(names(golden.get("stop")));
        for (Object info : (List<?>) golden.get("info")) {
            assertThat(verdict.bands()).isEqualTo(bands((Map<?, ?>) info));
        }
    }

    @Test
    void stopsNobodyWithoutARule() {
        SweepConfig config =
                SweepConfig.parse("{method: random, metric: {name: loss}, parameters: {a: {values: [1, 2]}}}");
        SweepRun run = SweepRun.of("r", RunState.RUNNING, Map.of()).withHistory(List.of(1, 2, 3));
        assertThat(Stopping.judge(config, List.of(run)).stop()).isEmpty();
    }

    @Test
    void doesNotCountWhatIsNoFiniteNumber() {
        SweepRun run = SweepRun.of("r", RunState.RUNNING, Map.of())
                .withHistory(List.of(1, "bad", Double.NaN, true, Double.POSITIVE_INFINITY, 2L));
        assertThat(run.history().toString()).isEqualTo("[1.0, 2.0]");
    }

    private static SweepRun run(Map<?, ?> golden) {
        List<Object> values = new ArrayList<>();
        for (Object row : (List<?>) golden.get("history")) {
            if (((Map<?, ?>) row).containsKey("loss")) {
                values.add(((Map<?, ?>) row).get("loss"));
            }
        }
        RunState state = RunState.named((String) golden.get("state")).orElseThrow();
        return SweepRun.of((String) golden.get("name"), state, Map.of()).withHistory(values);
    }

    private static List<String> names(Object golden) {
        return ((List<?>) golden).stream().map(String::valueOf).toList();
    }

    private static List<Band> bands(Map<?, ?> info) {
        List<?> iterations = (List<?>) info.get("bands");
        List<?> thresholds = (List<?>) info.get("thresholds");
        List<Band> bands = new ArrayList<>();
        for (int i = 0; i < iterations.size(); i++) {
            double iteration = ((Number) iterations.get(i)).doubleValue();
            if (iteration <= 1L << 53) { // the golden values go on to where no run ever comes
                double threshold = Double.parseDouble(thresholds.get(i).toString());
                bands.add(new Band((long) iteration, threshold));
            }
        }
        return bands;
    }
}
