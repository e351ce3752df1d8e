package io.wandb4j.chart;

import io.wandb4j.errors.UsageException;
import io.wandb4j.media.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes charts that W&amp;B's presets draw: of a table and the names of its columns, or of plain arrays. */
public final class Plot {
    private Plot() {}

    /** The one instance, without state. */
    public static final Plot INSTANCE = new Plot();

    /** A line through the rows of a table. */
    public Chart line(Table table, String x, String y, String title) {
        return line(table, x, y, null, title);
    }

    /** Lines through the rows of a table, one for each value of a column.
     *
     * @param stroke the column that tells the lines apart, null for one line
     * @throws UsageException if a column is missing, here and below */
    public Chart line(Table table, String x, String y, @Nullable String stroke, String title) {
        Map<String, @Nullable String> fields = new LinkedHashMap<>();
        fields.put("x", x);
        fields.put("y", y);
        fields.put("stroke", stroke);
        return Chart.of(Preset.LINE.id(), table, fields, Map.of("title", title));
    }

    /** Points. */
    public Chart scatter(Table table, String x, String y, String title) {
        return chart(Preset.SCATTER, table, Map.of("x", x, "y", y), title);
    }

    /** A bar for each row. */
    public Chart bar(Table table, String label, String value, String title) {
        return chart(Preset.BAR, table, Map.of("label", label, "value", value), title);
    }

    /** How often the values of a column fall into bins. */
    public Chart histogram(Table table, String value, String title) {
        return chart(Preset.HISTOGRAM, table, Map.of("value", value), title);
    }

    /** Lines over the same places.
     *
     * @param names of the lines; if empty they are called {@code line_0} and so on
     * @throws UsageException if there are not as many names as lines */
    public Chart lineSeries(double[] xs, double[][] ys, List<String> names, String title, String xName) {
        double[][] repeated = new double[ys.length][];
        java.util.Arrays.fill(repeated, xs);
        return lineSeries(repeated, ys, names, title, xName);
    }

    /** Lines, each over places of its own; a line ends where its places or its heights end.
     *
     * @param names of the lines; if empty they are called {@code line_0} and so on
     * @throws UsageException if there are not as many places or names as lines */
    public Chart lineSeries(double[][] xs, double[][] ys, List<String> names, String title, String xName) {
        checkCount("series of x", xs.length, ys.length);
        if (!names.isEmpty()) {
            checkCount("names", names.size(), ys.length);
        }
        Table.Builder table = Table.columns("step", "lineKey", "lineVal");
        for (int line = 0; line < ys.length; line++) {
            String name = names.isEmpty() ? "line_" + line : names.get(line);
            for (int i = 0; i < Math.min(xs[line].length, ys[line].length); i++) {
                table.add(xs[line][i], name, ys[line][i]);
            }
        }
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("title", title);
        texts.put("xname", xName);
        return Chart.of(Preset.LINE_SERIES.id(), table.build(), same("step", "lineKey", "lineVal"), texts);
    }

    /** How often each class was taken for each.
     *
     * @param truth the true class of each sample
     * @param predicted the class that each sample was taken for
     * @param names of the classes 0, 1, ...; if empty, those that occur are called {@code Class_1} and so on
     * @throws UsageException if there are not as many predictions as samples, or too few names */
    public Chart confusionMatrix(int[] truth, int[] predicted, List<String> names, String title) {
        return Chart.of(
                Preset.CONFUSION_MATRIX.id(),
                Confusion.count(truth, predicted, names),
                same("Actual", "Predicted", "nPredictions"),
                Map.of("title", title));
    }

    /** How often each class was taken for each; a sample is taken for its most probable class.
     *
     * @param scores the probability of each class for each sample */
    public Chart confusionMatrix(int[] truth, double[][] scores, List<String> names, String title) {
        return confusionMatrix(truth, Scores.mostProbable(scores), names, title);
    }

    /** How often each class was taken for each, counted already.
     *
     * @param counts by true and by predicted class
     * @param names of the classes 0, 1, ...
     * @throws UsageException if there are not as many names as classes */
    public Chart confusionMatrix(double[][] counts, List<String> names, String title) {
        if (names.size() != counts.length) {
            throw new UsageException("there are " + counts.length + " classes, but " + names.size() + " names");
        }
        return Chart.of(
                Preset.CONFUSION_MATRIX.id(),
                Confusion.table(counts, names),
                same("Actual", "Predicted", "nPredictions"),
                Map.of("title", title));
    }

    /** The share of hits over the share of false alarms, for each class.
     *
     * @param truth the true class of each sample
     * @param scores the probability of each class that occurs, in ascending order, for each sample
     * @param names of the classes 0, 1, ...; if empty, their numbers stand for them
     * @throws UsageException if there are not as many scores as samples, too few classes in them, or one is not a number */
    public Chart rocCurve(int[] truth, double[][] scores, List<String> names, String title) {
        return rocCurve(truth, scores, names, null, title);
    }

    /** The same for some classes only. */
    public Chart rocCurve(int[] truth, double[][] scores, List<String> names, int @Nullable [] classes, String title) {
        Table table = RocCurve.table(new Scores(truth, scores, names, classes));
        return curve(table, "fpr", "tpr", title, "False positive rate", "True positive rate");
    }

    /** The share of hits among what was found over the share that was found, for each class at 21 places.
     *
     * @throws UsageException as {@link #rocCurve(int[], double[][], List, String)} */
    public Chart prCurve(int[] truth, double[][] scores, List<String> names, String title) {
        return prCurve(truth, scores, names, null, 21, title);
    }

    /** The same for some classes only, at as many places as wanted. */
    public Chart prCurve(
            int[] truth, double[][] scores, List<String> names, int @Nullable [] classes, int places, String title) {
        Table table = PrCurve.table(new Scores(truth, scores, names, classes), places);
        return curve(table, "recall", "precision", title, "Recall", "Precision");
    }

    /** A chart that a preset of your own draws.
     *
     * @param preset {@code ENTITY/NAME}
     * @param fields the column for each field of the preset
     * @param texts the text for each text of the preset */
    public Chart custom(String preset, Table table, Map<String, String> fields, Map<String, String> texts) {
        return Chart.of(preset, table, new LinkedHashMap<>(fields), texts);
    }

    /** A table with a panel of your own.
     *
     * @param panel {@code ENTITY/NAME} */
    public Chart visualize(String panel, Table table) {
        return Chart.visualize(panel, table);
    }

    private static Chart curve(Table table, String x, String y, String title, String xTitle, String yTitle) {
        Map<String, @Nullable String> fields = new LinkedHashMap<>();
        fields.put("x", x);
        fields.put("y", y);
        fields.put("class", "class");
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("title", title);
        texts.put("x-axis-title", xTitle);
        texts.put("y-axis-title", yTitle);
        return Chart.of(Preset.AREA_UNDER_CURVE.id(), table, fields, texts);
    }

    private static Chart chart(Preset preset, Table table, Map<String, String> fields, String title) {
        return Chart.of(preset.id(), table, new LinkedHashMap<>(fields), Map.of("title", title));
    }

    private static Map<String, @Nullable String> same(String... columns) {
        Map<String, @Nullable String> fields = new LinkedHashMap<>();
        for (String column : columns) {
            fields.put(column, column);
        }
        return fields;
    }

    private static void checkCount(String what, int count, int lines) {
        if (count != lines) {
            throw new UsageException("there are " + lines + " lines, but " + count + " " + what);
        }
    }
}
