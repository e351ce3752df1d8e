package io.wandb4j.sweeps.search;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** The tree-structured Parzen estimator over all parameters together, with the defaults of Optuna but for narrower bumps.
 *
 * <p>One density is drawn around the best tenth of the runs, one around all others; of two dozen points drawn from the
 * first, the one wins that is most typical of it. Runs on their way count as not good, so that nobody follows them. */
final class TpeSearch {
    private static final int RANDOM_RUNS = 10;
    private static final int CANDIDATES = 24;
    private static final int MOST_GOOD = 25;

    private TpeSearch() {}

    static double[] next(Space space, Observations seen, RandomGenerator generator) {
        if (seen.size() < RANDOM_RUNS) {
            return space.random(generator);
        }
        int count = Math.min((seen.size() + 9) / 10, MOST_GOOD);
        int[] order = seen.ascending();
        Parzen good = Parzen.around(space, pick(seen, Arrays.copyOf(order, count)));
        double[][] rest = pick(seen, Arrays.copyOfRange(order, count, order.length));
        Parzen other = Parzen.around(space, withPending(rest, seen.pending()));
        double[] best = null;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < CANDIDATES; i++) {
            double[] candidate = good.sample(generator);
            double advantage = good.logDensity(candidate) - other.logDensity(candidate);
            if (best == null || advantage > most) {
                most = advantage;
                best = candidate;
            }
        }
        return best == null ? space.random(generator) : best;
    }

    /** The points in the order of their runs: older ones weigh less. */
    private static double[][] pick(Observations seen, int[] which) {
        return Arrays.stream(which).sorted().mapToObj(i -> seen.points()[i]).toArray(double[][]::new);
    }

    private static double[][] withPending(double[][] points, double[][] pending) {
        double[][] all = Arrays.copyOf(points, points.length + pending.length);
        System.arraycopy(pending, 0, all, points.length, pending.length);
        return all;
    }
}
