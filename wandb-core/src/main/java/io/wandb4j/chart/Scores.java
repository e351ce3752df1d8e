package io.wandb4j.chart;

import io.wandb4j.errors.UsageException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** True classes of samples, with the score of each class for each sample. */
final class Scores {
    private final int[] truth;
    private final double[][] scores;
    private final List<String> names;
    private final int[] classes;
    private final int @Nullable [] wanted;

    /** Checks what is given.
     *
     * @param names of the classes 0, 1, ...; empty if their numbers stand for them
     * @param wanted the classes to show, null for all */
    Scores(int[] truth, double[][] scores, List<String> names, int @Nullable [] wanted) {
        this.truth = truth;
        this.scores = scores;
        this.names = names;
        this.classes = IntStream.of(truth).distinct().sorted().toArray();
        this.wanted = wanted;
        check();
    }

    /** The most probable class of each sample, the first of those that are equally probable. */
    static int[] mostProbable(double[][] scores) {
        int[] best = new int[scores.length];
        for (int i = 0; i < scores.length; i++) {
            for (int candidate = 1; candidate < scores[i].length; candidate++) {
                if (scores[i][candidate] > scores[i][best[i]]) {
                    best[i] = candidate;
                }
            }
        }
        return best;
    }

    /** The positions of the classes to show. */
    List<Integer> shown() {
        return IntStream.range(0, classes.length)
                .filter(i -> wanted == null || IntStream.of(wanted).anyMatch(id -> id == classes[i]))
                .boxed()
                .toList();
    }

    /** How a class is called: its name, or its number. */
    Object label(int position) {
        return names.isEmpty() ? (Object) classes[position] : names.get(classes[position]);
    }

    /** How many samples of a class, and how many others, score as high as each of the scores that occur, from the highest. */
    List<Count> counts(int position) {
        List<Integer> order = IntStream.range(0, truth.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> scores[i][position])
                        .reversed())
                .toList();
        List<Count> counts = new ArrayList<>();
        int hits = 0;
        for (int i = 0; i < order.size(); i++) {
            int sample = order.get(i);
            hits += truth[sample] == classes[position] ? 1 : 0;
            boolean last = i == order.size() - 1;
            if (last || scores[order.get(i + 1)][position] != scores[sample][position]) {
                counts.add(new Count(hits, i + 1 - hits));
            }
        }
        return counts;
    }

    private void check() {
        if (truth.length == 0 || truth.length != scores.length) {
            throw new UsageException("a curve needs samples, each with its scores; there are " + truth.length
                    + " true classes and scores of " + scores.length + " samples");
        }
        for (int i = 0; i < scores.length; i++) {
            if (scores[i].length < classes.length) {
                throw new UsageException("sample " + i + " has scores of " + scores[i].length + " classes, but "
                        + classes.length + " classes occur");
            }
            for (double score : scores[i]) {
                if (Double.isNaN(score)) {
                    throw new UsageException("the scores of sample " + i + " contain NaN");
                }
            }
        }
        int highest = classes[classes.length - 1];
        if (!names.isEmpty() && (highest >= names.size() || classes[0] < 0)) {
            throw new UsageException("the " + names.size() + " names are those of the classes 0 to "
                    + (names.size() - 1) + ", but there are classes " + classes[0] + " to " + highest);
        }
    }

    /** Samples of a class and others. */
    record Count(int hits, int falseAlarms) {}
}
