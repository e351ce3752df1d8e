package io.wandb4j.evaluation;

import io.wandb4j.chart.Plot;
import io.wandb4j.media.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The charts of an evaluation: confusion matrix, ROC and precision-recall curves, and a table with a row per class. */
public final class EvaluationCharts {
    private static final int CURVE_POINTS = 10_000;

    private final ClassEvaluation evaluation;
    private final List<String> names;

    private EvaluationCharts(ClassEvaluation evaluation, List<String> names) {
        this.evaluation = evaluation;
        this.names = names;
    }

    /** The charts by name; those that the data do not allow are left out.
     *
     * @param names of the classes; those that lack one are called by their number */
    public static Map<String, Object> of(ClassEvaluation evaluation, List<String> names) {
        List<String> complete = IntStream.range(0, evaluation.classes())
                .mapToObj(i -> i < names.size() ? names.get(i) : Integer.toString(i))
                .toList();
        return new EvaluationCharts(evaluation, complete).charts();
    }

    private Map<String, Object> charts() {
        Map<String, Object> charts = new LinkedHashMap<>();
        if (evaluation.rows() == 0) {
            return charts;
        }
        if (!evaluation.hasSeveralPerRow()) {
            charts.put(
                    "confusion_matrix",
                    Plot.INSTANCE.confusionMatrix(evaluation.confusion(), names, "Confusion Matrix Curve"));
            addCurves(charts);
        }
        charts.put("per_class", perClass());
        return charts;
    }

    private void addCurves(Map<String, Object> charts) {
        List<ScoredSample.Row> rows = thinned();
        int[] truth = rows.stream().mapToInt(row -> only(row.truth())).toArray();
        int[] occurring = IntStream.of(truth).distinct().sorted().toArray();
        double[][] scores =
                rows.stream().map(row -> columns(row.scores(), occurring)).toArray(double[][]::new);
        boolean numbers = rows.stream().noneMatch(row -> hasNaN(row.scores()));
        if (occurring.length > 1 && numbers) { // of one class alone there are no false alarms
            charts.put("roc_curve", Plot.INSTANCE.rocCurve(truth, scores, names, "ROC Curve"));
            charts.put("pr_curve", Plot.INSTANCE.prCurve(truth, scores, names, "Precision-Recall Curve"));
        }
    }

    /** Few enough that each class has a curve of some hundred points at least, and the table stays small. */
    private List<ScoredSample.Row> thinned() {
        List<ScoredSample.Row> all = evaluation.sample().rows();
        int most = Math.max(200, CURVE_POINTS / evaluation.classes());
        if (all.size() <= most) {
            return all;
        }
        List<ScoredSample.Row> some = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            some.add(all.get((int) ((long) i * all.size() / most)));
        }
        return some;
    }

    private Table perClass() {
        Table.Builder table = Table.columns("class", "precision", "recall", "f1_score", "auc", "support");
        for (int type = 0; type < evaluation.classes(); type++) {
            ClassCounts counts = evaluation.counts(type);
            double area = evaluation.sample().areaUnderRoc(type);
            table.add(
                    names.get(type),
                    counts.precision(),
                    counts.recall(),
                    counts.f1(),
                    Double.isNaN(area) ? null : area,
                    (long) counts.support());
        }
        return table.build();
    }

    private static int only(boolean[] truth) {
        return IntStream.range(0, truth.length)
                .filter(i -> truth[i])
                .findFirst()
                .orElse(0);
    }

    private static double[] columns(float[] scores, int[] wanted) {
        return IntStream.of(wanted).mapToDouble(i -> scores[i]).toArray();
    }

    private static boolean hasNaN(float[] scores) {
        for (float score : scores) {
            if (Float.isNaN(score)) {
                return true;
            }
        }
        return false;
    }
}
