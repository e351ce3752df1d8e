package io.wandb4j.training.evaluation;

import io.wandb4j.chart.Plot;
import io.wandb4j.media.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Counts how far a network's numbers are off: means over all rows and columns, R2 as the mean over the columns. */
final class NumberTally implements EvaluationTally {
    private static final int MOST_POINTS = 1_000;

    private final List<String> names;
    private final SampleChoice.Kept samples;
    private final SampleChoice.Kept points =
            SampleChoice.random(MOST_POINTS).kept().get();
    private final InputView view;
    private final List<Column> columns = new ArrayList<>();
    private int rows;

    NumberTally(List<String> names, SampleChoice choice, InputView view) {
        this.names = names;
        this.samples = choice.kept().get();
        this.view = view;
    }

    @Override
    public void add(float[] truth, float[] output, Supplier<float[]> input) {
        int width = Math.min(truth.length, output.length);
        double worst = 0;
        for (int i = 0; i < width; i++) {
            if (i == columns.size()) {
                columns.add(new Column());
            }
            columns.get(i).add(truth[i], output[i]);
            worst = Math.max(worst, Math.abs(truth[i] - output[i]));
        }
        double off = worst;
        points.offer(rows, off, row -> new Sample(row, off, pairs(truth, output, width)));
        samples.offer(rows, off, row -> new Sample(row, off, cells(row, truth, output, width, off, input)));
        rows++;
    }

    @Override
    public int size() {
        return rows;
    }

    @Override
    public Map<String, Double> metrics() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        if (rows > 0) {
            double squared =
                    columns.stream().mapToDouble(Column::squared).average().orElse(0);
            metrics.put("mse", squared);
            metrics.put("rmse", Math.sqrt(squared));
            metrics.put(
                    "mae",
                    columns.stream().mapToDouble(Column::absolute).average().orElse(0));
            double explained =
                    columns.stream().mapToDouble(Column::explained).average().orElse(Double.NaN);
            if (Double.isFinite(explained)) {
                metrics.put("r2", explained);
            }
        }
        return metrics;
    }

    @Override
    public Map<String, Object> charts() {
        Map<String, Object> charts = new LinkedHashMap<>();
        if (rows == 0) {
            return charts;
        }
        charts.put("evaluation/columns", perColumn());
        charts.put("evaluation/fit", Plot.INSTANCE.scatter(pointTable(), "truth", "output", "Output over truth"));
        if (!samples.samples().isEmpty()) {
            charts.put("evaluation/samples", sampleTable());
        }
        return charts;
    }

    private Table perColumn() {
        Table.Builder table = Table.columns("column", "mse", "mae", "r2");
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            double explained = column.explained();
            table.add(
                    name(i),
                    column.squared(),
                    column.absolute(),
                    Double.isFinite(explained) ? (Object) explained : null);
        }
        return table.build();
    }

    private Table pointTable() {
        Table.Builder table = Table.columns("truth", "output", "column");
        for (Sample sample : points.samples()) {
            for (int i = 0; i < sample.cells().size(); i += 2) {
                table.add(sample.cells().get(i), sample.cells().get(i + 1), name(i / 2));
            }
        }
        return table.build();
    }

    private Table sampleTable() {
        List<String> heads = new ArrayList<>(List.of("row", view.column(), "error"));
        for (int i = 0; i < columns.size(); i++) {
            heads.add("truth_" + name(i));
            heads.add("output_" + name(i));
        }
        Table.Builder table = Table.columns(heads.toArray(String[]::new));
        samples.samples().forEach(sample -> table.addRow(sample.cells()));
        return table.build();
    }

    private List<Object> cells(int row, float[] truth, float[] output, int width, double off, Supplier<float[]> input) {
        List<Object> cells = new ArrayList<>();
        cells.add(row);
        cells.add(view.shown().apply(input.get()));
        cells.add(off);
        cells.addAll(pairs(truth, output, width));
        return cells;
    }

    private static List<Object> pairs(float[] truth, float[] output, int width) {
        List<Object> cells = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            cells.add((double) truth[i]);
            cells.add((double) output[i]);
        }
        return cells;
    }

    private String name(int column) {
        return column < names.size() ? names.get(column) : Integer.toString(column);
    }

    /** The sums of one column; the spread of the truth by Welford's rule, which does not cancel out. */
    private static final class Column {
        private int count;
        private double squares;
        private double absolutes;
        private double mean;
        private double spread;

        void add(double truth, double output) {
            count++;
            squares += (truth - output) * (truth - output);
            absolutes += Math.abs(truth - output);
            double before = truth - mean;
            mean += before / count;
            spread += before * (truth - mean);
        }

        double squared() {
            return squares / count;
        }

        double absolute() {
            return absolutes / count;
        }

        double explained() {
            return spread == 0 ? Double.NaN : 1 - squares / spread;
        }
    }
}
