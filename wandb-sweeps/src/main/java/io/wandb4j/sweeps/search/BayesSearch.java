package io.wandb4j.sweeps.search;

import io.wandb4j.sweeps.search.Surrogate.Prediction;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** W&B's search by a Gaussian process: of a thousand random points, the one from which most is expected.
 *
 * <p>Beyond a hundred runs, of which W&B draws a sample, a sparse process takes over that sums up all of them. */
final class BayesSearch {
    private static final int CANDIDATES = 1000;
    private static final int MOST_EXACT = 100;

    private BayesSearch() {}

    static double[] next(Space space, Observations seen, RandomGenerator generator) {
        if (seen.size() < 2) {
            return space.random(generator);
        }
        Model model = Model.of(seen.points(), seen.values());
        if (seen.pending().length > 0) {
            model = model.withFantasies(seen);
        }
        double[][] candidates = new double[CANDIDATES][];
        Arrays.setAll(candidates, i -> space.random(generator));
        if (model.scale.atBound()) {
            return candidates[generator.nextInt(CANDIDATES)]; // the process explains nothing
        }
        return best(candidates, model, model.normalized.normalize(seen.least()));
    }

    private static double[] best(double[][] candidates, Model model, double least) {
        double[] best = candidates[0];
        double most = Double.NEGATIVE_INFINITY;
        for (double[] candidate : candidates) {
            double expected = model.surrogate.at(candidate).expectedImprovement(least);
            if (expected > most) {
                most = expected;
                best = candidate;
            }
        }
        return best;
    }

    /** A process fitted to points and values. */
    private record Model(Surrogate surrogate, Normalized normalized, LengthScale scale) {
        static Model of(double[][] points, double[] values) {
            Normalized normalized = Normalized.of(values);
            if (values.length <= MOST_EXACT) {
                LengthScale scale = LengthScale.fit(points, normalized.values());
                Kernel kernel = Kernel.matern32(scale.value());
                GaussianProcess process = new GaussianProcess(points, normalized.values(), kernel, LengthScale.NOISE);
                return new Model(process, normalized, scale);
            }
            int[] few = Representatives.of(points, values);
            double[][] places = Arrays.stream(few).mapToObj(i -> points[i]).toArray(double[][]::new);
            double[] theirs =
                    Arrays.stream(few).mapToDouble(i -> normalized.values()[i]).toArray();
            LengthScale scale = LengthScale.fit(places, theirs);
            Kernel kernel = Kernel.matern32(scale.value());
            SparseProcess process = new SparseProcess(places, points, normalized.values(), kernel, LengthScale.NOISE);
            return new Model(process, normalized, scale);
        }

        /** The same as if every run on its way had brought what is expected of it. */
        Model withFantasies(Observations seen) {
            int known = seen.size();
            int all = known + seen.pending().length;
            double[][] points = Arrays.copyOf(seen.points(), all);
            double[] values = Arrays.copyOf(seen.values(), all);
            for (int i = known; i < all; i++) {
                points[i] = seen.pending()[i - known];
                Prediction prediction = surrogate.at(points[i]);
                values[i] = prediction.mean() * normalized.deviation() + normalized.mean();
            }
            return of(points, values);
        }
    }
}
