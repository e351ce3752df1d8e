package io.wandb4j.training.evaluation;

import java.util.stream.IntStream;

/** What a confusion matrix says of each class. As scikit-learn has it, what has no denominator is 0. */
final class ClassCounts {
    private final int[] hits;
    private final int[] support;
    private final int[] taken;

    ClassCounts(int classes, int[] truth, int[] predicted) {
        hits = new int[classes];
        support = new int[classes];
        taken = new int[classes];
        for (int row = 0; row < truth.length; row++) {
            support[truth[row]]++;
            taken[predicted[row]]++;
            hits[truth[row]] += truth[row] == predicted[row] ? 1 : 0;
        }
    }

    int classes() {
        return hits.length;
    }

    /** The classes that occur, in truth or in what was foretold. */
    IntStream occurring() {
        return IntStream.range(0, hits.length).filter(of -> support[of] + taken[of] > 0);
    }

    int support(int of) {
        return support[of];
    }

    double precision(int of) {
        return share(hits[of], taken[of]);
    }

    double recall(int of) {
        return share(hits[of], support[of]);
    }

    double f1(int of) {
        return share(2 * hits[of], taken[of] + support[of]);
    }

    double accuracy() {
        return share(IntStream.of(hits).sum(), IntStream.of(support).sum());
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
