package io.wandb4j.chart;

import io.wandb4j.media.Table;
import java.util.ArrayList;
import java.util.List;

/** The share of hits over the share of false alarms. */
final class RocCurve {
    private RocCurve() {}

    static Table table(Scores scores) {
        CurveTable table = new CurveTable("class", "fpr", "tpr");
        for (int position : scores.shown()) {
            List<Scores.Count> corners = corners(scores.counts(position));
            Scores.Count all = corners.get(corners.size() - 1);
            for (Scores.Count corner : corners) {
                table.add(
                        scores.label(position),
                        (double) corner.falseAlarms() / all.falseAlarms(),
                        (double) corner.hits() / all.hits());
            }
        }
        return table.build();
    }

    /** The curve from its origin, without the points that lie evenly between their neighbours. */
    private static List<Scores.Count> corners(List<Scores.Count> counts) {
        List<Scores.Count> corners = new ArrayList<>();
        corners.add(new Scores.Count(0, 0));
        for (int i = 0; i < counts.size(); i++) {
            boolean end = i == 0 || i == counts.size() - 1;
            if (end || bends(counts.get(i - 1), counts.get(i), counts.get(i + 1))) {
                corners.add(counts.get(i));
            }
        }
        return corners;
    }

    private static boolean bends(Scores.Count before, Scores.Count here, Scores.Count after) {
        return after.hits() - here.hits() != here.hits() - before.hits()
                || after.falseAlarms() - here.falseAlarms() != here.falseAlarms() - before.falseAlarms();
    }
}
