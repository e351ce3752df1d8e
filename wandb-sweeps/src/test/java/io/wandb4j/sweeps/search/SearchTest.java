package io.wandb4j.sweeps.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.wandb4j.sweeps.Golden;
import io.wandb4j.sweeps.RunState;
import io.wandb4j.sweeps.SweepRun;
import io.wandb4j.sweeps.config.SweepConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SearchTest {
    private static final String NESTED = """
            method: random
            parameters:
              epochs: {value: 3}
              optimizer:
                parameters:
                  lr: {distribution: log_uniform_values, min: 0.001, max: 0.1}
                  schedule: {parameters: {decay: {values: [0.5, 0.9]}}}
            """;

    static List<Map<String, Object>> grids() {
        return Golden.cases("grid.json");
    }

    @ParameterizedTest
    @MethodSource("grids")
    void handsOutAGridInTheSameOrder(Map<String, Object> golden) {
        SweepConfig config = SweepConfig.of((Map<?, ?>) golden.get("config"));
        List<SweepRun> runs = new ArrayList<>();
        for (Object expected : (List<?>) golden.get("order")) {
            Map<String, Object> next = Search.next(config, runs, random()).orElseThrow();
            assertThat(comparable(values(next))).isEqualTo(comparable(expected));
            runs.add(SweepRun.of("run-" + runs.size(), RunState.FINISHED, next));
        }
        assertThat(Search.next(config, runs, random())).isEmpty();
    }

    @Test
    void takesAFloatWithoutFractionForTheWholeNumberThatItBecame() {
        SweepConfig config = SweepConfig.parse("{method: grid, parameters: {a: {values: [3.0e6, 2]}}}");
        SweepRun run = SweepRun.of("first", RunState.CRASHED, Map.of("a", Map.of("value", 3000000)));
        assertThat(Search.next(config, List.of(run), random()).orElseThrow()).hasToString("{a={value=2}}");
    }

    @Test
    void forgivesKeysThatARunAddedToAMapValue() {
        SweepConfig config = SweepConfig.parse("{method: grid, parameters: {a: {values: [{k: 1}, {k: 2}]}}}");
        Map<String, ?> held = Map.of("a", Map.of("value", Map.of("k", 1, "added", true)));
        SweepRun run = SweepRun.of("first", RunState.RUNNING, held);
        assertThat(Search.next(config, List.of(run), random()).orElseThrow()).hasToString("{a={value={k=2}}}");
    }

    @Test
    void handsOutAGridOfConstantsOnce() {
        SweepConfig config = SweepConfig.parse("{method: grid, parameters: {a: {value: null}}}");
        Map<String, Object> only = Search.next(config, List.of(), random()).orElseThrow();
        assertThat(only).hasToString("{a={value=null}}");
        assertThat(Search.next(config, List.of(SweepRun.of("only", RunState.FINISHED, only)), random()))
                .isEmpty();
    }

    @Test
    void startsOnGridsThatNobodyCouldHoldInMemory() {
        SweepConfig config = SweepConfig.parse(
                "{method: grid, parameters: {a: {min: 0, max: 4000000000}, b: {min: 0, max: 4000000000}}}");
        assertThat(Search.next(config, List.of(), random())).isPresent();
    }

    @Test
    void knowsHowManyPointsAGridHas() {
        SweepConfig nested = SweepConfig.parse("{method: grid, parameters: {a: {values: [1, 1.0, x]}, b: {value: null},"
                + " c: {parameters: {d: {min: 1, max: 3}, e: {distribution: q_uniform, min: 0, max: 1, q: 0.25}}}}}");
        assertThat(Search.size(nested)).hasValue(2 * 3 * 4);
        SweepConfig huge = SweepConfig.parse("{method: grid, parameters: {a: {min: 0, max: 4000000000},"
                + " b: {min: 0, max: 4000000000}, c: {min: 0, max: 4000000000}}}");
        assertThat(Search.size(huge)).hasValue(Long.MAX_VALUE);
        assertThat(Search.size(SweepConfig.parse("{method: random, parameters: {a: {values: [1]}}}")))
                .isEmpty();
    }

    @Test
    void drawsTheSameFromTheSameSeed() {
        SweepConfig config = SweepConfig.parse(NESTED);
        Optional<Map<String, Object>> first = Search.next(config, List.of(), random());
        assertThat(Search.next(config, List.of(), random())).isEqualTo(first);
        assertThat(Search.next(config, List.of(), new SplittableRandom(2))).isNotEqualTo(first);
    }

    @Test
    void wrapsOnlyTheTopLevelOfANestedDraw() {
        Map<String, Object> next =
                Search.next(SweepConfig.parse(NESTED), List.of(), random()).orElseThrow();
        assertThat(next.get("epochs")).isEqualTo(Map.of("value", 3));
        assertThat(next.get("optimizer").toString()).matches("\\{value=\\{lr=0\\.0\\d+, schedule=\\{decay=0\\.[59]}}}");
    }

    @Test
    void leavesACustomSearchToItsProgram() {
        SweepConfig config = SweepConfig.parse("{method: custom, parameters: {a: {min: 0.0, max: 1.0}}}");
        assertThatExceptionOfType(UnsupportedMethodException.class)
                .isThrownBy(() -> Search.next(config, List.of(), random()))
                .withMessageContaining("the program that made the sweep has to search");
    }

    private static RandomGenerator random() {
        return new SplittableRandom(1);
    }

    private static Map<String, Object> values(Map<String, Object> configuration) {
        Map<String, Object> values = new LinkedHashMap<>();
        configuration.forEach((name, holder) -> values.put(name, ((Map<?, ?>) holder).get("value")));
        return values;
    }

    /** Long and Integer alike, yet 1 and 1.0 apart; order of keys left out. */
    private static Object comparable(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, inner) -> copy.put(key, comparable(inner)));
            return copy;
        }
        return value instanceof Integer number ? (Object) number.longValue() : value;
    }
}
