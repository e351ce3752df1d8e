package io.wandb4j.sweeps.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/** A Gaussian process that learns for each parameter how much it matters, on a metric brought to a handy scale.
 *
 * <p>The first runs spread evenly. Then the point wins from which most is expected, out of many random ones, many close
 * to the best runs, and those that a climb from the most promising ones leads to. */
final class ArdSearch {
    private static final int MOST_EXACT = 100;
    private static final int SPREAD_CANDIDATES = 100;
    private static final int RANDOM_CANDIDATES = 500;
    private static final int NEAR_CANDIDATES = 300;
    private static final int BEST_RUNS = 5;
    private static final int CLIMBS = 4;
    private static final int CLIMB_STEPS = 60;

    private final Space space;
    private final Observations seen;
    private final RandomGenerator generator;

    private ArdSearch(Space space, Observations seen, RandomGenerator generator) {
        this.space = space;
        this.seen = seen;
        this.generator = generator;
    }

    static double[] next(Space space, Observations seen, RandomGenerator generator) {
        ArdSearch search = new ArdSearch(space, seen, generator);
        return seen.size() < Math.min(10, 2 + space.size()) ? search.farthest() : search.mostPromising();
    }

    /** Of some random points, the one farthest from all runs. */
    private double[] farthest() {
        double[] best = space.snap(space.random(generator));
        double most = isolation(best);
        for (int i = 1; i < SPREAD_CANDIDATES; i++) {
            double[] candidate = space.snap(space.random(generator));
            double here = isolation(candidate);
            if (here > most) {
                most = here;
                best = candidate;
            }
        }
        return best;
    }

    private double isolation(double[] point) {
        double least = Double.POSITIVE_INFINITY;
        for (double[][] points : List.of(seen.points(), seen.pending())) {
            for (double[] other : points) {
                double sum = 0;
                for (int i = 0; i < point.length; i++) {
                    sum += (point[i] - other[i]) * (point[i] - other[i]);
                }
                least = Math.min(least, sum);
            }
        }
        return least;
    }

    private double[] mostPromising() {
        Normalized normalized = Normalized.of(Warp.of(seen.values()));
        Surrogate surrogate = surrogate(normalized.values());
        double least = Arrays.stream(normalized.values()).min().orElseThrow();
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < RANDOM_CANDIDATES; i++) {
            candidates.add(judged(space.random(generator), surrogate, least));
        }
        int[] order = seen.ascending();
        for (int i = 0; i < NEAR_CANDIDATES; i++) {
            double[] from = seen.points()[order[generator.nextInt(Math.min(BEST_RUNS, order.length))]];
            candidates.add(judged(nudged(from, Math.pow(10, -0.5 - 2 * generator.nextDouble())), surrogate, least));
        }
        candidates.sort(Comparator.reverseOrder());
        for (Candidate start : List.copyOf(candidates.subList(0, CLIMBS))) {
            candidates.add(climbed(start, surrogate, least));
        }
        candidates.sort(Comparator.reverseOrder());
        return candidates.stream()
                .map(Candidate::point)
                .filter(point -> isolation(point) > 0)
                .findFirst()
                .orElseGet(() -> space.random(generator));
    }

    private Candidate climbed(Candidate start, Surrogate surrogate, double least) {
        Candidate best = start;
        double reach = 0.1;
        for (int i = 0; i < CLIMB_STEPS; i++) {
            Candidate candidate = judged(nudged(best.point(), reach), surrogate, least);
            boolean higher = candidate.compareTo(best) > 0;
            reach = Math.max(1e-4, Math.min(0.3, reach * (higher ? 1.5 : 0.9)));
            best = higher ? candidate : best;
        }
        return best;
    }

    /** Another point close by: some coordinates move a little, a choice without order changes now and then. */
    private double[] nudged(double[] from, double reach) {
        double[] point = from.clone();
        double share = Math.max(0.3, 1.0 / point.length);
        int sure = generator.nextInt(point.length);
        for (int i = 0; i < point.length; i++) {
            if (i != sure && generator.nextDouble() > share) {
                continue;
            }
            Dimension dimension = space.dimensions().get(i);
            double step = dimension.choices() == 0 ? reach : Math.max(reach, 0.7 / dimension.choices());
            point[i] = dimension.nominal()
                    ? generator.nextDouble()
                    : Math.min(1, Math.max(0, point[i] + step * generator.nextGaussian()));
        }
        return point;
    }

    private Candidate judged(double[] point, Surrogate surrogate, double least) {
        double[] snapped = space.snap(point);
        return new Candidate(snapped, surrogate.at(snapped).logExpectedImprovement(least));
    }

    private Surrogate surrogate(double[] values) {
        List<Dimension> dimensions = space.dimensions();
        double[][] points = seen.points();
        int[] few = points.length <= MOST_EXACT ? null : Representatives.of(points, values);
        double[][] places = few == null
                ? points
                : Arrays.stream(few).mapToObj(i -> points[i]).toArray(double[][]::new);
        double[] theirs = few == null
                ? values
                : Arrays.stream(few).mapToDouble(i -> values[i]).toArray();
        ArdModel model = ArdModel.fit(dimensions, places, theirs);
        Fit fit = few == null
                ? (where, what) -> new GaussianProcess(where, what, model.kernel(dimensions), model.noise())
                : (where, what) -> new SparseProcess(places, where, what, model.kernel(dimensions), model.noise());
        Surrogate known = new Scaled(fit.to(points, scaled(values, model.scale())), model.scale());
        return seen.pending().length == 0 ? known : withFantasies(known, fit, values, model.scale());
    }

    /** The same as if every run on its way had brought what is expected of it: nothing new is to be learned there. */
    private Surrogate withFantasies(Surrogate known, Fit fit, double[] values, double scale) {
        int count = values.length;
        int all = count + seen.pending().length;
        double[][] points = Arrays.copyOf(seen.points(), all);
        double[] more = Arrays.copyOf(values, all);
        for (int i = count; i < all; i++) {
            points[i] = seen.pending()[i - count];
            more[i] = known.at(points[i]).mean();
        }
        return new Scaled(fit.to(points, scaled(more, scale)), scale);
    }

    private static double[] scaled(double[] values, double scale) {
        return Arrays.stream(values).map(value -> value / scale).toArray();
    }

    /** Makes a process of points and values. */
    @FunctionalInterface
    private interface Fit {
        Surrogate to(double[][] points, double[] values);
    }

    /** A process in units of which its deviation is so many. */
    private record Scaled(Surrogate unit, double scale) implements Surrogate {
        @Override
        public Prediction at(double[] point) {
            Prediction prediction = unit.at(point);
            return new Prediction(prediction.mean() * scale, prediction.deviation() * scale);
        }
    }

    /** A point, and how much is expected of it. */
    private record Candidate(double[] point, double promise) implements Comparable<Candidate> {
        @Override
        public int compareTo(Candidate other) {
            return Double.compare(promise, other.promise);
        }
    }
}
