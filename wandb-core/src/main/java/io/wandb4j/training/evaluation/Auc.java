package io.wandb4j.training.evaluation;

import java.util.Comparator;
import java.util.stream.IntStream;

/** The area under the ROC curve: how likely a sample of a class scores higher than one of the others. */
final class Auc {
    private Auc() {}

    /** The mean over the classes that occur, weighted alike; NaN if none has both samples and others. */
    static double mean(int[] truth, float[][] scores) {
        int classes = scores.length == 0 ? 0 : scores[0].length;
        return IntStream.range(0, classes)
                .mapToDouble(of -> of(of, truth, scores))
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }

    /** The area for one class against all others; NaN if there is nothing to tell apart. */
    static double of(int wanted, int[] truth, float[][] scores) {
        int[] order = IntStream.range(0, truth.length)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> scores[row][wanted]))
                .mapToInt(Integer::intValue)
                .toArray();
        double ranks = 0;
        double hits = 0;
        for (int from = 0, until; from < order.length; from = until) {
            until = from + 1;
            while (until < order.length && scores[order[until]][wanted] == scores[order[from]][wanted]) {
                until++;
            }
            double rank = (from + 1 + until) / 2.0; // equal scores share the mean of their ranks
            for (int i = from; i < until; i++) {
                if (truth[order[i]] == wanted) {
                    ranks += rank;
                    hits++;
                }
            }
        }
        return (ranks - hits * (hits + 1) / 2) / (hits * (order.length - hits));
    }
}
