package io.wandb4j.training.evaluation;

import io.wandb4j.chart.Plot;
import io.wandb4j.media.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Counts what a classifier says. A row whose class is unknown (as -1 for padding) is left out. */
final class ClassTally implements EvaluationTally {
    private final List<String> names;
    private final int[] tops;
    private final boolean curves;
    private final SampleChoice.Kept samples;
    private final InputView view;
    private final boolean logits;
    private final IntList truths = new IntList();
    private final IntList guesses = new IntList();
    private final ScoredRows scored = new ScoredRows();
    private final int[] amongTop;
    private int place;
    private int classes;

    ClassTally(List<String> names, int[] tops, boolean curves, SampleChoice choice, InputView view, boolean logits) {
        this.names = names;
        this.tops = tops;
        this.curves = curves;
        this.samples = choice.kept().get();
        this.view = view;
        this.logits = logits;
        this.amongTop = new int[tops.length];
    }

    @Override
    public void add(float[] truth, float[] output, Supplier<float[]> input) {
        float[] scores = Probabilities.of(output, logits);
        int right = truth.length == 1 ? Math.round(truth[0]) : mostProbable(truth);
        int at = place++;
        if (right < 0 || right >= scores.length) {
            return;
        }
        int guess = mostProbable(scores);
        classes = Math.max(classes, scores.length);
        truths.add(right);
        guesses.add(guess);
        scored.offer(right, scores);
        countTops(right, scores);
        double loss = -Math.log(scores[right]);
        samples.offer(at, loss, row -> new Sample(row, loss, cells(row, right, guess, loss, scores, input)));
    }

    @Override
    public int size() {
        return truths.size();
    }

    @Override
    public Map<String, Double> metrics() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        if (size() == 0) {
            return metrics;
        }
        ClassCounts counts = counts();
        metrics.put("accuracy", counts.accuracy());
        metrics.put("precision", mean(counts, counts::precision));
        metrics.put("recall", mean(counts, counts::recall));
        metrics.put("f1", mean(counts, counts::f1));
        double auc = Auc.mean(scored.truths(), scored.scores());
        if (!Double.isNaN(auc)) {
            metrics.put("auc", auc);
        }
        for (int i = 0; i < tops.length; i++) {
            metrics.put("top" + tops[i] + "_accuracy", (double) amongTop[i] / size());
        }
        return metrics;
    }

    @Override
    public Map<String, Object> charts() {
        Map<String, Object> charts = new LinkedHashMap<>();
        if (size() == 0) {
            return charts;
        }
        List<String> labels = IntStream.range(0, classes).mapToObj(this::label).toList();
        charts.put(
                "evaluation/confusion_matrix",
                Plot.INSTANCE.confusionMatrix(truths.toArray(), guesses.toArray(), labels, "Confusion Matrix"));
        if (curves && IntStream.of(scored.truths()).distinct().count() > 1) {
            int[] truth = scored.truths();
            double[][] scores = scored.scoresOfOccurring();
            charts.put("evaluation/roc", Plot.INSTANCE.rocCurve(truth, scores, labels, "ROC Curve"));
            charts.put("evaluation/pr", Plot.INSTANCE.prCurve(truth, scores, labels, "Precision-Recall Curve"));
        }
        charts.put("evaluation/classes", perClass());
        if (!samples.samples().isEmpty()) {
            charts.put("evaluation/samples", sampleTable());
        }
        return charts;
    }

    private void countTops(int right, float[] scores) {
        int better = 0;
        for (float score : scores) {
            better += score > scores[right] ? 1 : 0;
        }
        for (int i = 0; i < tops.length; i++) {
            amongTop[i] += better < tops[i] ? 1 : 0;
        }
    }

    private Table perClass() {
        ClassCounts counts = counts();
        Table.Builder table = Table.columns("class", "precision", "recall", "f1", "auc", "support");
        for (int of = 0; of < classes; of++) {
            double auc = Auc.of(of, scored.truths(), scored.scores());
            table.add(
                    label(of),
                    counts.precision(of),
                    counts.recall(of),
                    counts.f1(of),
                    Double.isNaN(auc) ? null : (Object) auc,
                    counts.support(of));
        }
        return table.build();
    }

    private Table sampleTable() {
        List<String> columns = new ArrayList<>(List.of("row", view.column(), "truth", "guess", "confidence", "loss"));
        IntStream.range(0, classes).forEach(of -> columns.add("score_" + label(of)));
        Table.Builder table = Table.columns(columns.toArray(String[]::new));
        samples.samples().forEach(sample -> table.addRow(sample.cells()));
        return table.build();
    }

    private List<Object> cells(int row, int right, int guess, double loss, float[] scores, Supplier<float[]> input) {
        List<Object> cells = new ArrayList<>();
        cells.add(row);
        cells.add(view.shown().apply(input.get()));
        cells.add(label(right));
        cells.add(label(guess));
        cells.add((double) scores[guess]);
        cells.add(loss);
        for (float score : scores) {
            cells.add((double) score);
        }
        return cells;
    }

    private ClassCounts counts() {
        return new ClassCounts(classes, truths.toArray(), guesses.toArray());
    }

    private String label(int of) {
        return of < names.size() ? names.get(of) : Integer.toString(of);
    }

    private static double mean(ClassCounts counts, IntToDoubleFunction figure) {
        return counts.occurring().mapToDouble(figure).average().orElse(0);
    }

    private static int mostProbable(float[] scores) {
        int best = 0;
        for (int candidate = 1; candidate < scores.length; candidate++) {
            best = scores[candidate] > scores[best] ? candidate : best;
        }
        return best;
    }

    /** A growing row of numbers. */
    private static final class IntList {
        private int[] values = new int[64];
        private int size;

        void add(int value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
        }

        int size() {
            return size;
        }

        int[] toArray() {
            return Arrays.copyOf(values, size);
        }
    }
}
