package io.wandb4j.chart;

import io.wandb4j.errors.UsageException;
import io.wandb4j.media.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** How often each class was taken for each. */
final class Confusion {
    private Confusion() {}

    static Table count(int[] truth, int[] predicted, List<String> names) {
        if (truth.length != predicted.length) {
            throw new UsageException(
                    "there are " + truth.length + " true classes, but " + predicted.length + " predicted");
        }
        List<Integer> classes = new ArrayList<>(classes(truth, predicted, names));
        double[][] counts = new double[classes.size()][classes.size()];
        for (int i = 0; i < truth.length; i++) {
            counts[index(classes, truth[i])][index(classes, predicted[i])]++;
        }
        return table(counts, names);
    }

    /** Names, if any, stand for the classes in their order. */
    static Table table(double[][] counts, List<String> names) {
        Table.Builder table = Table.columns("Actual", "Predicted", "nPredictions");
        for (int actual = 0; actual < counts.length; actual++) {
            for (int taken = 0; taken < counts.length; taken++) {
                table.add(name(names, actual), name(names, taken), counts[actual][taken]);
            }
        }
        return table.build();
    }

    private static TreeSet<Integer> classes(int[] truth, int[] predicted, List<String> names) {
        IntStream ids = names.isEmpty()
                ? IntStream.concat(IntStream.of(truth), IntStream.of(predicted))
                : IntStream.range(0, names.size());
        TreeSet<Integer> classes = new TreeSet<>();
        ids.forEach(classes::add);
        return classes;
    }

    private static int index(List<Integer> classes, int id) {
        int index = classes.indexOf(id);
        if (index < 0) {
            throw new UsageException("class " + id + " has no name: the " + classes.size()
                    + " names are those of the classes 0 to " + (classes.size() - 1));
        }
        return index;
    }

    private static String name(List<String> names, int index) {
        return names.isEmpty() ? "Class_" + (index + 1) : names.get(index);
    }
}
