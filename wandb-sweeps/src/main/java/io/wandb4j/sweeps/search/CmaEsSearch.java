package io.wandb4j.sweeps.search;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Covariance matrix adaptation, asked one point at a time.
 *
 * <p>Nothing is kept between two questions: the finished runs are gone through again, one generation after the other,
 * whoever proposed them, and the next point is drawn from where that leads. */
final class CmaEsSearch {
    private static final int ATTEMPTS = 10;
    /** The least deviation in a parameter of so many choices, in steps: else it would stand still between two of them. */
    private static final double LEAST_STEPS = 0.4;

    private CmaEsSearch() {}

    static double[] next(Space space, Observations seen, RandomGenerator generator) {
        CmaEs cloud = new CmaEs(space.size());
        int size = cloud.generation();
        for (int start = 0; start + size <= seen.size(); start += size) {
            int first = start;
            Integer[] order = new Integer[size];
            Arrays.setAll(order, i -> first + i);
            Arrays.sort(order, (a, b) -> Double.compare(seen.values()[a], seen.values()[b]));
            cloud.tell(Arrays.stream(order).map(i -> seen.points()[i]).toArray(double[][]::new));
        }
        double[] least = space.dimensions().stream()
                .mapToDouble(dimension -> dimension.choices() > 0 ? LEAST_STEPS / dimension.choices() : 0)
                .toArray();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            double[] point = cloud.ask(generator, least);
            if (Arrays.stream(point).allMatch(coordinate -> coordinate >= 0 && coordinate <= 1)) {
                return point;
            }
        }
        return Arrays.stream(cloud.ask(generator, least))
                .map(coordinate -> Math.min(1, Math.max(0, coordinate)))
                .toArray();
    }
}
