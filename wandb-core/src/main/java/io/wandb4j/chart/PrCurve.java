package io.wandb4j.chart;

import io.wandb4j.errors.UsageException;
import io.wandb4j.media.Table;
import java.util.List;

/** The share of hits among what was found over the share of hits that was found. */
final class PrCurve {
    private PrCurve() {}

    static Table table(Scores scores, int places) {
        if (places < 1) {
            throw new UsageException("a precision-recall curve needs one place or more, not " + places);
        }
        CurveTable table = new CurveTable("class", "precision", "recall");
        for (int position : scores.shown()) {
            List<Scores.Count> counts = scores.counts(position);
            double[] best = bestPrecision(counts);
            for (int place = places - 1; place >= 0; place--) {
                double recall =
                        place == places - 1 && places > 1 ? 1 : (double) place * (1.0 / Math.max(1, places - 1));
                table.add(scores.label(position), best[first(counts, recall)], recall);
            }
        }
        return table.build();
    }

    /** For no sample found, and for each of the counts: the best precision with as many or more found. */
    private static double[] bestPrecision(List<Scores.Count> counts) {
        double[] best = new double[counts.size() + 1];
        double highest = 0;
        for (int i = counts.size(); i > 0; i--) {
            Scores.Count count = counts.get(i - 1);
            highest = Math.max(highest, (double) count.hits() / (count.hits() + count.falseAlarms()));
            best[i] = highest;
        }
        best[0] = 1;
        return best;
    }

    /** The first place of the curve with such a recall, 0 being its origin. */
    private static int first(List<Scores.Count> counts, double recall) {
        int all = counts.get(counts.size() - 1).hits();
        int place = 0;
        double here = 0;
        while (here < recall) {
            here = (double) counts.get(place).hits() / all;
            place++;
        }
        return place;
    }
}
