package io.wandb4j.server.importance;

import io.wandb4j.sweeps.SweepRun;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One parameter of all runs, as a forest reads it.
 *
 * @param numbers the values, if all are numbers or all are true or false
 * @param features for each run the numbers that stand for its value: itself, or for each text whether it is that one
 */
record Column(String name, Optional<double[]> numbers, double[][] features) {

    /** The parameters that differ between the runs. */
    static List<Column> of(Collection<String> parameters, List<SweepRun> runs) {
        Map<String, List<Object>> values = new LinkedHashMap<>();
        for (SweepRun run : runs) {
            for (String parameter : parameters) {
                if (run.config().get(parameter) instanceof Map<?, ?> holder) {
                    add(parameter, holder.get("value"), values);
                }
            }
        }
        List<Column> columns = new ArrayList<>();
        values.forEach((name, all) -> {
            // values of a group that some runs lack cannot be compared
            if (all.size() == runs.size() && all.stream().distinct().count() > 1) {
                columns.add(column(name, all));
            }
        });
        return columns;
    }

    private static void add(String name, @Nullable Object value, Map<String, List<Object>> values) {
        if (value instanceof Map<?, ?> group) {
            group.forEach((key, inner) -> add(name + "." + key, inner, values));
        } else {
            values.computeIfAbsent(name, unused -> new ArrayList<>()).add(value == null ? "null" : value);
        }
    }

    private static Column column(String name, List<Object> values) {
        if (values.stream().allMatch(value -> value instanceof Number || value instanceof Boolean)) {
            double[] numbers = values.stream().mapToDouble(Column::number).toArray();
            double[][] features = new double[numbers.length][];
            for (int i = 0; i < numbers.length; i++) {
                features[i] = new double[] {numbers[i]};
            }
            return new Column(name, Optional.of(numbers), features);
        }
        List<String> texts = values.stream().map(String::valueOf).toList();
        List<String> kinds = List.copyOf(new TreeSet<>(texts));
        double[][] features = new double[texts.size()][kinds.size()];
        for (int i = 0; i < features.length; i++) {
            features[i][kinds.indexOf(texts.get(i))] = 1;
        }
        return new Column(name, Optional.empty(), features);
    }

    private static double number(Object value) {
        return value instanceof Number number ? number.doubleValue() : Boolean.TRUE.equals(value) ? 1 : 0;
    }
}
