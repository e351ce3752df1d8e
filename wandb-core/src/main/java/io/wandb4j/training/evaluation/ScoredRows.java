package io.wandb4j.training.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Rows with their scores, for curves: all, or 10,000 drawn at random if there are more. */
final class ScoredRows {
    private static final int MOST = 10_000;

    private final List<Row> rows = new ArrayList<>();
    private final Random random = new Random(0);
    private int seen;

    /** A true class, and the probability of each class. */
    private record Row(int truth, float[] scores) {}

    void offer(int truth, float[] scores) {
        seen++;
        if (hasNaN(scores)) {
            return; // a curve has no place for it
        }
        if (rows.size() < MOST) {
            rows.add(new Row(truth, scores));
        } else {
            int slot = random.nextInt(seen);
            if (slot < MOST) {
                rows.set(slot, new Row(truth, scores));
            }
        }
    }

    int[] truths() {
        return rows.stream().mapToInt(Row::truth).toArray();
    }

    float[][] scores() {
        return rows.stream().map(Row::scores).toArray(float[][]::new);
    }

    /** Only the columns of classes that occur, as charts want them. */
    double[][] scoresOfOccurring() {
        int[] classes = IntStream.of(truths()).distinct().sorted().toArray();
        return rows.stream()
                .map(row -> IntStream.of(classes)
                        .mapToDouble(of -> row.scores()[of])
                        .toArray())
                .toArray(double[][]::new);
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
