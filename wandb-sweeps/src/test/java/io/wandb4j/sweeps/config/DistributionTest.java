package io.wandb4j.sweeps.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wandb4j.sweeps.Golden;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DistributionTest {
    private static final double RELATIVE = 1e-9;

    static List<Map<String, Object>> cases() {
        return Golden.cases("distributions.json");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void drawsTheSameValues(Map<String, Object> golden) {
        Parameter.Leaf parameter = parameter(golden);
        for (List<?> pair : pairs(golden, "ppf")) {
            Object value = parameter.quantile(((Number) pair.get(0)).doubleValue());
            if (pair.get(1) instanceof Double expected && value instanceof Double) {
                assertThat((Double) value).as("u=%s", pair.get(0)).isCloseTo(expected, near(expected));
            } else if (pair.get(1) instanceof Integer expected) {
                assertThat(((Number) value).longValue()).as("u=%s", pair.get(0)).isEqualTo(expected.longValue());
                assertThat(value).isNotInstanceOf(Double.class);
            } else {
                assertThat(value).as("u=%s", pair.get(0)).isEqualTo(pair.get(1));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void findsTheSamePlacesOfValues(Map<String, Object> golden) {
        Parameter.Leaf parameter = parameter(golden);
        for (List<?> pair : pairs(golden, "cdf")) {
            double expected = ((Number) pair.get(1)).doubleValue();
            assertThat(parameter.cumulative(pair.get(0)))
                    .as("x=%s", pair.get(0))
                    .isCloseTo(expected, near(expected));
        }
    }

    @Test
    void staysInsideTheBoundsAtTheEndsOfTheUnitInterval() {
        double below = Math.nextDown(1.0);
        assertThat(new Parameter.IntUniform(3, 5).quantile(0)).isEqualTo(3L);
        assertThat(new Parameter.IntUniform(3, 5).quantile(below)).isEqualTo(5L);
        assertThat(new Parameter.Categorical(List.of("a", "b")).quantile(0)).isEqualTo("a");
        assertThat(new Parameter.Categorical(List.of("a", "b")).quantile(below)).isEqualTo("b");
        assertThat(new Parameter.Weighted(List.of("a", "b"), List.of(0.9, 0.0999999)).quantile(below))
                .isEqualTo("b");
    }

    @Test
    void invertsSteepBetaCurves() {
        for (double[] weights : new double[][] {{0.2, 0.3}, {0.5, 300}, {1e3, 2e3}}) {
            Shape beta = new Shape.Beta(weights[0], weights[1]);
            for (double u : new double[] {1e-6, 0.1, 0.5, 0.9}) {
                assertThat(beta.cumulative(beta.quantile(u))).isCloseTo(u, within(1e-9));
            }
        }
    }

    private static Parameter.Leaf parameter(Map<String, Object> golden) {
        Map<?, ?> map = (Map<?, ?>) golden.get("parameter");
        return (Parameter.Leaf) SweepConfig.of(Map.of("method", "random", "parameters", Map.of("p", map)))
                .parameters()
                .get("p");
    }

    private static List<List<?>> pairs(Map<String, Object> golden, String key) {
        return ((List<?>) golden.get(key))
                .stream().<List<?>>map(pair -> (List<?>) pair).toList();
    }

    private static Offset<Double> near(double expected) {
        return within(Math.max(Math.abs(expected) * RELATIVE, 1e-12));
    }
}
