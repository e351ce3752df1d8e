package io.wandb4j.sweeps.search;

import io.wandb4j.sweeps.Golden;
import io.wandb4j.sweeps.RunState;
import io.wandb4j.sweeps.SweepRun;
import io.wandb4j.sweeps.config.Method;
import io.wandb4j.sweeps.config.SweepConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** A function to minimize, and how far others came with it.
 *
 * @param others the best value of each of 30 seeds after 50 runs, by method */
record SearchProblem(
        String name, Map<?, ?> parameters, ToDoubleFunction<Map<String, Object>> loss, Map<String, double[]> others) {
    static final int RUNS = 50;

    private static final double[][] A = {
        {10, 3, 17, 3.5, 1.7, 8}, {0.05, 10, 17, 0.1, 8, 14}, {3, 3.5, 1.7, 10, 17, 8}, {17, 8, 0.05, 10, 0.1, 14}
    };
    private static final double[][] P = {
        {1312, 1696, 5569, 124, 8283, 5886},
        {2329, 4135, 8307, 3736, 1004, 9991},
        {2348, 1451, 3522, 2883, 3047, 6650},
        {4047, 8828, 8732, 5743, 1091, 381}
    };
    private static final double[] C = {1, 1.2, 3, 3.2};

    static List<SearchProblem> all() {
        List<SearchProblem> problems = new ArrayList<>();
        for (Map<String, Object> golden : Golden.cases("regret.json")) {
            String name = (String) golden.get("problem");
            problems.add(new SearchProblem(name, (Map<?, ?>) golden.get("parameters"), function(name), others(golden)));
        }
        problems.add(MnistTable.problem());
        return problems;
    }

    /** The least loss that a method finds in 50 runs one after another. */
    double best(Method method, long seed) {
        SweepConfig config = SweepConfig.of(
                Map.of("method", method.wireName(), "metric", Map.of("name", "loss"), "parameters", parameters));
        SplittableRandom random = new SplittableRandom(seed);
        List<SweepRun> runs = new ArrayList<>();
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < RUNS; i++) {
            Map<String, Object> next = Search.next(config, runs, random).orElseThrow();
            double value = loss.applyAsDouble(values(next));
            best = Math.min(best, value);
            runs.add(SweepRun.of("run-" + i, RunState.FINISHED, next)
                    .withHistory(List.of(value))
                    .withSummary(value));
        }
        return best;
    }

    @Override
    public String toString() {
        return name;
    }

    private static Map<String, Object> values(Map<String, Object> configuration) {
        Map<String, Object> values = new HashMap<>();
        configuration.forEach((name, holder) -> values.put(name, ((Map<?, ?>) holder).get("value")));
        return values;
    }

    static Map<String, double[]> others(Map<String, Object> golden) {
        Map<String, double[]> others = new HashMap<>();
        ((Map<?, ?>) golden.get("best_after_50_runs"))
                .forEach((method, values) -> others.put(
                        (String) method,
                        ((List<?>) values)
                                .stream()
                                        .mapToDouble(value -> ((Number) value).doubleValue())
                                        .toArray()));
        return others;
    }

    private static ToDoubleFunction<Map<String, Object>> function(String name) {
        return switch (name) {
            case "branin" -> values -> branin(number(values, "x"), number(values, "y"));
            case "hartmann6" -> SearchProblem::hartmann;
            case "rosenbrock4" -> SearchProblem::rosenbrock;
            case "mixed" -> SearchProblem::mixed;
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static double branin(double x, double y) {
        double curve = y - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
        return curve * curve + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10 - 0.397887;
    }

    private static double hartmann(Map<String, Object> values) {
        double sum = 3.32237;
        for (int i = 0; i < 4; i++) {
            double exponent = 0;
            for (int j = 0; j < 6; j++) {
                double difference = number(values, "x" + j) - P[i][j] * 1e-4;
                exponent += A[i][j] * difference * difference;
            }
            sum -= C[i] * Math.exp(-exponent);
        }
        return sum;
    }

    private static double rosenbrock(Map<String, Object> values) {
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double x = number(values, "x" + i);
            double next = number(values, "x" + (i + 1));
            sum += 100 * (next - x * x) * (next - x * x) + (1 - x) * (1 - x);
        }
        return sum;
    }

    private static double mixed(Map<String, Object> values) {
        double kind = Map.of("a", 0.3, "b", 0.0, "c", 0.7).get((String) values.get("c"));
        double rate = Math.log10(number(values, "lr")) + 2.5;
        return kind + rate * rate + Math.abs(number(values, "n") - 24) / 24;
    }

    private static double number(Map<String, Object> values, String name) {
        return ((Number) values.get(name)).doubleValue();
    }
}
