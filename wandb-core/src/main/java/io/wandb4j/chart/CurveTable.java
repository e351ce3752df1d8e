package io.wandb4j.chart;

import io.wandb4j.media.Table;
import java.util.ArrayList;
import java.util.List;

/** The points of curves, rounded to three decimals; if there are too many to show, evenly chosen ones. */
final class CurveTable {
    private final String[] columns;
    private final List<Object[]> points = new ArrayList<>();

    CurveTable(String... columns) {
        this.columns = columns;
    }

    void add(Object label, double first, double second) {
        points.add(new Object[] {label, rounded(first), rounded(second)});
    }

    Table build() {
        Table.Builder table = Table.columns(columns);
        int shown = Math.min(points.size(), Table.MAX_ROWS);
        for (int i = 0; i < shown; i++) { // the first and the last are always among them
            table.add(points.get(shown == 1 ? 0 : (int) ((long) i * (points.size() - 1) / (shown - 1))));
        }
        return table.build();
    }

    private static double rounded(double value) {
        return Math.rint(value * 1000) / 1000;
    }
}
