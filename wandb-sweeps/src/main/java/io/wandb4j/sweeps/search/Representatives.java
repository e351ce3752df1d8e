package io.wandb4j.sweeps.search;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/** The runs that a sparse process builds on: the best ones, and others that lie as far apart as can be. */
final class Representatives {
    private static final int COUNT = 80;

    private Representatives() {}

    /** The places of at most eighty points, in no particular order. */
    static int[] of(double[][] points, double[] values) {
        Integer[] order = new Integer[points.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(values[a], values[b]));
        double[] distances = new double[points.length];
        Arrays.fill(distances, Double.POSITIVE_INFINITY);
        Set<Integer> chosen = new LinkedHashSet<>();
        for (int i = 0; i < order.length && chosen.size() < COUNT / 2; i++) {
            if (distances[order[i]] > 0) { // the same point twice would tell nothing new
                add(order[i], points, distances, chosen);
            }
        }
        while (chosen.size() < COUNT) {
            int farthest = farthest(distances);
            if (distances[farthest] == 0) {
                break;
            }
            add(farthest, points, distances, chosen);
        }
        return chosen.stream().mapToInt(Integer::intValue).toArray();
    }

    private static void add(int index, double[][] points, double[] distances, Set<Integer> chosen) {
        chosen.add(index);
        double[] from = points[index];
        for (int i = 0; i < points.length; i++) {
            double sum = 0;
            for (int j = 0; j < from.length; j++) {
                double difference = points[i][j] - from[j];
                sum += difference * difference;
            }
            distances[i] = Math.min(distances[i], sum);
        }
    }

    private static int farthest(double[] distances) {
        int farthest = 0;
        for (int i = 1; i < distances.length; i++) {
            farthest = distances[i] > distances[farthest] ? i : farthest;
        }
        return farthest;
    }
}
