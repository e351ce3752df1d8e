package io.wandb4j.evaluation;

import io.wandb4j.errors.UsageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** How well a model tells classes apart.
 *
 * <p>Rows are counted as they come; the scores of up to {@value #KEPT_ROWS} of them, drawn evenly, are kept for areas and
 * curves. With two classes, precision, recall, F1 and area speak of the second one; with more they are means over all classes
 * that occur, a class that was never claimed having a precision of 0. For one thread. */
public final class ClassEvaluation {
    static final int KEPT_ROWS = 50_000;

    private final int classes;
    private final boolean severalPerRow;
    private final ScoredSample sample = new ScoredSample(KEPT_ROWS);
    private final double[][] confusion;
    private final double[][] perLabel;
    private final int top;
    private double rows;
    private double right;
    private double inTop;

    private ClassEvaluation(int classes, boolean severalPerRow, int top) {
        if (classes < 2 && !severalPerRow) {
            throw new UsageException("there must be two classes or more to tell apart, not " + classes);
        }
        this.classes = classes;
        this.severalPerRow = severalPerRow;
        this.top = top;
        this.confusion = severalPerRow ? new double[0][] : new double[classes][classes];
        this.perLabel = new double[classes][3];
    }

    /** Each row is of one class, and is taken for the one with the highest score.
     *
     * @param top how many of the highest scores to search for the right class, too; 1 for none */
    public static ClassEvaluation ofClasses(int classes, int top) {
        return new ClassEvaluation(classes, false, Math.min(top, classes));
    }

    /** Each row has any number of labels, and is taken for all with a score above one half. */
    public static ClassEvaluation ofLabels(int labels) {
        return new ClassEvaluation(labels, true, 1);
    }

    /** Adds a row of one class. The scores are kept, not copied. */
    public void add(int truth, float[] scores) {
        boolean[] flags = new boolean[classes];
        flags[truth] = true;
        int taken = largest(scores);
        rows++;
        right += taken == truth ? 1 : 0;
        inTop += rank(scores, truth) < top ? 1 : 0;
        confusion[truth][taken]++;
        sample.add(flags, scores);
    }

    /** Adds a row with any number of labels. Both arrays are kept, not copied. */
    public void add(boolean[] truth, float[] scores) {
        rows++;
        for (int label = 0; label < classes; label++) {
            boolean taken = scores[label] > 0.5f;
            right += taken == truth[label] ? 1.0 / classes : 0;
            if (taken || truth[label]) {
                perLabel[label][taken && truth[label] ? 0 : taken ? 1 : 2]++;
            }
        }
        sample.add(truth, scores);
    }

    /** Accuracy, precision, recall, F1, area under the ROC curve and, if asked for, accuracy among the top; by Keras' names
     * where it has them. What cannot be said is left out. */
    public Map<String, Double> metrics() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        put("accuracy", right / rows, metrics);
        put("precision", mean(spoken().map(type -> counts(type).precision()).toList()), metrics);
        put("recall", mean(spoken().map(type -> counts(type).recall()).toList()), metrics);
        put("f1_score", mean(spoken().map(type -> counts(type).f1()).toList()), metrics);
        put(
                "auc",
                mean(spoken().map(sample::areaUnderRoc)
                        .filter(area -> !area.isNaN())
                        .toList()),
                metrics);
        if (top > 1) {
            put("top_" + top + "_accuracy", inTop / rows, metrics);
        }
        return metrics;
    }

    /** How many rows were added. */
    public long rows() {
        return (long) rows;
    }

    int classes() {
        return classes;
    }

    boolean hasSeveralPerRow() {
        return severalPerRow;
    }

    /** How often each class was taken for each. */
    double[][] confusion() {
        return confusion;
    }

    ScoredSample sample() {
        return sample;
    }

    ClassCounts counts(int type) {
        if (severalPerRow) {
            return new ClassCounts(perLabel[type][0], perLabel[type][1], perLabel[type][2]);
        }
        double taken = 0;
        double there = 0;
        for (int other = 0; other < classes; other++) {
            taken += confusion[other][type];
            there += confusion[type][other];
        }
        double hits = confusion[type][type];
        return new ClassCounts(hits, taken - hits, there - hits);
    }

    /** The classes that the metrics speak of. */
    private java.util.stream.Stream<Integer> spoken() {
        int first = classes == 2 && !severalPerRow ? 1 : 0;
        return IntStream.range(first, classes)
                .boxed()
                .filter(type -> first == 1 || counts(type).occurs());
    }

    static int largest(float[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            if (scores[i] > scores[best]) {
                best = i;
            }
        }
        return best;
    }

    private static int rank(float[] scores, int truth) {
        int above = 0;
        for (int i = 0; i < scores.length; i++) {
            above += scores[i] > scores[truth] || (scores[i] == scores[truth] && i < truth) ? 1 : 0;
        }
        return above;
    }

    private static double mean(List<Double> values) {
        return new ArrayList<>(values)
                .stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    private static void put(String name, double value, Map<String, Double> metrics) {
        if (!Double.isNaN(value)) {
            metrics.put(name, value);
        }
    }
}
