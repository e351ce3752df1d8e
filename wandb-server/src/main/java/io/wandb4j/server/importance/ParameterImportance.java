package io.wandb4j.server.importance;

import io.wandb4j.sweeps.SweepRun;
import io.wandb4j.sweeps.config.SweepConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How much the metric of a sweep hangs on one of its parameters.
 *
 * @param parameter its name, with dots where it lies within others
 * @param importance its share, from 0 to 1, of what a random forest loses on runs that it has not seen when the values of one
 *     parameter at a time are mixed up
 * @param correlation Pearson's, from -1 to 1, between its values and the metric; empty if they are no numbers
 */
public record ParameterImportance(String parameter, double importance, OptionalDouble correlation) {

    /** With fewer runs a forest would be guesswork. */
    public static final int LEAST_RUNS = 10;

    private static final int MOST_RUNS = 1000;

    /**
     * The parameters that differ between the runs, the most important first; empty as long as fewer than
     * {@value #LEAST_RUNS} runs have a value of the metric. Of more than a thousand runs the last thousand count.
     *
     * <p>The same runs in the same order always give the same.
     */
    public static List<ParameterImportance> of(SweepConfig config, List<SweepRun> runs) {
        List<SweepRun> measured = runs.stream()
                .filter(run -> run.summary().isPresent()
                        && Double.isFinite(run.summary().getAsDouble())
                        && run.config().keySet().containsAll(config.parameters().keySet()))
                .toList();
        if (measured.size() < LEAST_RUNS) {
            return List.of();
        }
        List<SweepRun> counted = measured.subList(Math.max(0, measured.size() - MOST_RUNS), measured.size());
        List<Column> columns = Column.of(config.parameters().keySet(), counted);
        if (columns.isEmpty()) {
            return List.of();
        }
        double[] metric =
                counted.stream().mapToDouble(run -> run.summary().getAsDouble()).toArray();
        double[] shares = new Forests(columns, metric).shares();
        List<ParameterImportance> found = new ArrayList<>();
        for (int i = 0; i < shares.length; i++) {
            Column column = columns.get(i);
            OptionalDouble correlation = column.numbers()
                    .map(numbers -> correlation(numbers, metric))
                    .orElse(OptionalDouble.empty());
            found.add(new ParameterImportance(column.name(), shares[i], correlation));
        }
        found.sort(Comparator.comparingDouble(ParameterImportance::importance).reversed());
        return List.copyOf(found);
    }

    private static OptionalDouble correlation(double[] values, double[] metric) {
        double valueMean = Arrays.stream(values).average().orElseThrow();
        double metricMean = Arrays.stream(metric).average().orElseThrow();
        double product = 0;
        double valueSquares = 0;
        double metricSquares = 0;
        for (int i = 0; i < values.length; i++) {
            double value = values[i] - valueMean;
            double result = metric[i] - metricMean;
            product += value * result;
            valueSquares += value * value;
            metricSquares += result * result;
        }
        double correlation = product / Math.sqrt(valueSquares * metricSquares);
        return Double.isFinite(correlation) ? OptionalDouble.of(correlation) : OptionalDouble.empty();
    }
}
