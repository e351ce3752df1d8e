package io.wandb4j.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** True classes and scores of rows: of all, or of so many drawn evenly from them.
 *
 * <p>Draws come from a random generator of its own, so that a training's are not touched. */
final class ScoredSample {
    private final int capacity;
    private final SplittableRandom random = new SplittableRandom(1);
    private final List<Row> rows = new ArrayList<>();
    private long seen;

    ScoredSample(int capacity) {
        this.capacity = capacity;
    }

    void add(boolean[] truth, float[] scores) {
        seen++;
        if (rows.size() < capacity) {
            rows.add(new Row(truth, scores));
            return;
        }
        long place = random.nextLong(seen);
        if (place < capacity) {
            rows.set((int) place, new Row(truth, scores));
        }
    }

    List<Row> rows() {
        return rows;
    }

    /** The probability that a row of the class scores higher than another, equal ones counting half; NaN if there are none of
     * either. */
    double areaUnderRoc(int type) {
        Row[] ascending = rows.toArray(Row[]::new);
        Arrays.sort(ascending, (a, b) -> Float.compare(a.scores[type], b.scores[type]));
        double positives = 0;
        double rankSum = 0;
        for (int from = 0; from < ascending.length; ) {
            int to = from;
            double positivesHere = 0;
            while (to < ascending.length && ascending[to].scores[type] == ascending[from].scores[type]) {
                positivesHere += ascending[to].truth[type] ? 1 : 0;
                to++;
            }
            if (to == from) {
                return Double.NaN; // a score that is no number
            }
            rankSum += positivesHere * (from + to + 1) / 2.0; // ranks from 1, the same for equal scores
            positives += positivesHere;
            from = to;
        }
        double negatives = ascending.length - positives;
        return positives == 0 || negatives == 0
                ? Double.NaN
                : (rankSum - positives * (positives + 1) / 2) / (positives * negatives);
    }

    /** A row: which classes it is of, and how much each of them is claimed. */
    @SuppressWarnings("ArrayRecordComponent") // kept, not compared
    record Row(boolean[] truth, float[] scores) {}
}
