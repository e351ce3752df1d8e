package io.wandb4j.sweeps.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.wandb4j.sweeps.Golden;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaTest {
    static List<Map<String, Object>> cases() {
        return Golden.cases("schema.json");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void findsTheSameConfigsFlawless(Map<String, Object> golden) {
        List<Problem> problems = SweepConfig.check((Map<?, ?>) golden.get("config"));
        assertThat(problems.isEmpty()).as("%s", problems).isEqualTo(golden.get("valid"));
    }

    @Test
    void namesEveryProblemAtOnce() {
        assertThatExceptionOfType(InvalidSweepException.class)
                .isThrownBy(() -> SweepConfig.parse("""
                        methd: random
                        metric: {goal: smallest}
                        parameters:
                          lr: {min: 0.1, max: 0.01}
                          batch_size: {values: []}
                          optimizer: {distribution: triangular, values: [sgd]}
                          epochs: 3
                        run_cap: 0
                        """))
                .satisfies(e -> assertThat(e.problems())
                        .extracting(Problem::path)
                        .containsExactly(
                                "methd",
                                "method",
                                "parameters.lr.min",
                                "parameters.batch_size.values",
                                "parameters.optimizer.distribution",
                                "parameters.epochs",
                                "metric.name",
                                "metric.goal",
                                "run_cap"))
                .withMessageContainingAll(
                        "methd: unknown key in a sweep config; did you mean method? Allowed: method, parameters",
                        "metric.goal: \"smallest\" is not allowed; allowed: minimize, maximize",
                        "parameters.lr.min: 0.1 must be less than max, which is 0.01");
    }

    @Test
    void guessesTheParameterKeyThatWasMeant() {
        Map<String, Object> config = Map.of("method", "random", "parameters", Map.of("a", Map.of("vals", List.of(1))));
        assertThat(SweepConfig.check(config)).singleElement().satisfies(problem -> assertThat(problem.nearest())
                .isIn("value", "values"));
    }

    @Test
    void checksGroupsAsDeepAsTheyGo() {
        assertThatExceptionOfType(InvalidSweepException.class)
                .isThrownBy(() -> SweepConfig.parse("""
                        method: random
                        parameters:
                          optimizer:
                            parameters:
                              lr: {min: 2, max: 1}
                        """))
                .withMessageContaining("parameters.optimizer.parameters.lr.min: 2 must be less than max, which is 1");
    }

    @Test
    void acceptsDeprecatedDistributionsWithAWarning() {
        SweepConfig config =
                SweepConfig.parse("{method: random, parameters: {lr: {distribution: log_uniform, min: -5, max: 2}}}");
        assertThat(config.warnings()).singleElement().satisfies(warning -> assertThat(warning.toString())
                .contains("parameters.lr.distribution", "log_uniform_values"));
    }

    @Test
    void asksForAMetricWhereOneIsNeeded() {
        Map<String, Object> parameters = Map.of("a", Map.of("values", List.of(1, 2)));
        Map<String, Object> rule = Map.of("type", "hyperband", "min_iter", 3);
        assertThat(SweepConfig.check(Map.of("method", "bayes", "parameters", parameters)))
                .extracting(Problem::path)
                .containsExactly("metric");
        assertThat(SweepConfig.check(Map.of("method", "grid", "parameters", parameters, "early_terminate", rule)))
                .extracting(Problem::path)
                .containsExactly("metric");
    }

    @Test
    void refusesAGridOverValuesThatCannotBeCounted() {
        assertThatExceptionOfType(InvalidSweepException.class)
                .isThrownBy(() -> SweepConfig.builder()
                        .method(Method.GRID)
                        .parameter("lr", Parameter.uniform(0, 1))
                        .build())
                .withMessageContaining(
                        "parameters.lr: a grid search cannot count out the values of distribution uniform");
    }
}
