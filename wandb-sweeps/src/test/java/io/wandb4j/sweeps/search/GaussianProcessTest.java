package io.wandb4j.sweeps.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wandb4j.sweeps.Golden;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GaussianProcessTest {
    static List<Map<String, Object>> cases() {
        return Golden.cases("gaussian_process.json");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void expectsTheSame(Map<String, Object> golden) {
        Normalized y = Normalized.of(numbers(golden.get("y")));
        assertThat(y.mean()).isCloseTo((double) golden.get("y_mean"), within(1e-9 * Math.abs(y.mean())));
        Kernel kernel = Kernel.matern32((double) golden.get("length_scale"));
        GaussianProcess process = new GaussianProcess(points(golden.get("X")), y.values(), kernel, LengthScale.NOISE);
        double least = Arrays.stream(y.values()).min().orElseThrow();
        double[][] tests = points(golden.get("test_X"));
        for (int i = 0; i < tests.length; i++) {
            Surrogate.Prediction prediction = process.at(tests[i]);
            assertThat(prediction.mean()).isCloseTo(numbers(golden.get("mean_normalized"))[i], within(1e-6));
            assertThat(prediction.deviation()).isCloseTo(numbers(golden.get("stddev_normalized"))[i], within(1e-6));
            assertThat(prediction.expectedImprovement(least))
                    .isCloseTo(numbers(golden.get("expected_improvement"))[i], within(1e-6));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void fitsAsWellOrBetter(Map<String, Object> golden) {
        LengthScale scale = LengthScale.fit(
                points(golden.get("X")), Normalized.of(numbers(golden.get("y"))).values());
        assertThat(scale.logLikelihood()).isGreaterThan((double) golden.get("log_marginal_likelihood") - 1e-3);
    }

    @Test
    void sumsUpManyPointsAlmostAsIfItWereExact() {
        SplittableRandom random = new SplittableRandom(1);
        double[][] points = new double[300][];
        Arrays.setAll(points, i -> new double[] {random.nextDouble(), random.nextDouble()});
        double[] values = Normalized.of(Arrays.stream(points)
                        .mapToDouble(point -> Math.sin(5 * point[0]) + point[1] * point[1])
                        .toArray())
                .values();
        Kernel kernel = Kernel.matern32(1);
        int[] few = Representatives.of(points, values);
        Surrogate exact = new GaussianProcess(points, values, kernel, LengthScale.NOISE);
        Surrogate sparse = new SparseProcess(
                Arrays.stream(few).mapToObj(i -> points[i]).toArray(double[][]::new),
                points,
                values,
                kernel,
                LengthScale.NOISE);
        for (int i = 0; i < 50; i++) {
            double[] point = {random.nextDouble(), random.nextDouble()};
            assertThat(sparse.at(point).mean()).isCloseTo(exact.at(point).mean(), within(0.15));
            assertThat(sparse.at(point).deviation())
                    .isGreaterThan(exact.at(point).deviation() * 0.5)
                    .isLessThan(0.3);
        }
    }

    @Test
    void tellsHopelessPointsApart() {
        Surrogate.Prediction bad = new Surrogate.Prediction(50, 1);
        Surrogate.Prediction worse = new Surrogate.Prediction(60, 1);
        assertThat(bad.expectedImprovement(0)).isZero();
        assertThat(bad.logExpectedImprovement(0)).isGreaterThan(worse.logExpectedImprovement(0));
        Surrogate.Prediction good = new Surrogate.Prediction(-1, 2);
        assertThat(Math.exp(good.logExpectedImprovement(0))).isCloseTo(good.expectedImprovement(0), within(1e-5));
    }

    private static double[][] points(Object golden) {
        return ((List<?>) golden).stream().map(GaussianProcessTest::numbers).toArray(double[][]::new);
    }

    private static double[] numbers(Object golden) {
        return ((List<?>) golden)
                .stream().mapToDouble(value -> ((Number) value).doubleValue()).toArray();
    }
}
