package io.wandb4j.server.importance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.ensemble.BaggingTrainer;
import org.tribuo.ensemble.EnsembleCombiner;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.ensemble.AveragingCombiner;
import org.tribuo.regression.rtree.CARTRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;

/** Random forests, each of which learns from two thirds of the runs and is tried on the others. */
final class Forests {

    private static final int FOLDS = 3;
    private static final int TREES = 50;
    private static final int DEEPEST = 12;
    private static final float LEAST_IN_LEAF = 2;
    private static final float FEATURES_PER_SPLIT = 0.7f;
    private static final int SHUFFLES = 5;
    private static final long SEED = 20261122;
    private static final RegressionFactory NUMBERS = new RegressionFactory();
    private static final Logger TALK = Logger.getLogger(BaggingTrainer.class.getName());

    static {
        TALK.setLevel(Level.WARNING); // it tells of every tree
    }

    private final List<Column> columns;
    private final double[] metric;
    private final String[] names;
    private final Random random = new Random(SEED);

    Forests(List<Column> columns, double[] metric) {
        this.columns = List.copyOf(columns);
        this.metric = metric;
        this.names = IntStream.range(0, row(0, -1, 0).length)
                .mapToObj(Integer::toString)
                .toArray(String[]::new);
    }

    /** For each column its part of what all lose together when their values are mixed up; zeros if none matters. */
    double[] shares() {
        double[] losses = new double[columns.size()];
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, metric.length).boxed().toList());
        Collections.shuffle(order, random);
        for (int fold = 0; fold < FOLDS; fold++) {
            int held = fold;
            List<Integer> seen = places(order, place -> place % FOLDS != held);
            List<Integer> unseen = places(order, place -> place % FOLDS == held);
            add(losses, train(seen), unseen);
        }
        double sum = Arrays.stream(losses).map(loss -> Math.max(0, loss)).sum();
        return Arrays.stream(losses)
                .map(loss -> sum > 0 ? Math.max(0, loss) / sum : 0)
                .toArray();
    }

    private static List<Integer> places(List<Integer> order, IntPredicate which) {
        return IntStream.range(0, order.size())
                .filter(which)
                .mapToObj(order::get)
                .toList();
    }

    private Model<Regressor> train(List<Integer> runs) {
        MutableDataset<Regressor> data = new MutableDataset<>(new SimpleDataSourceProvenance("runs", NUMBERS), NUMBERS);
        runs.forEach(run -> data.add(example(row(run, -1, 0), metric[run])));
        CARTRegressionTrainer tree = new CARTRegressionTrainer(
                DEEPEST, LEAST_IN_LEAF, 0, FEATURES_PER_SPLIT, new MeanSquaredError(), random.nextLong());
        EnsembleCombiner<Regressor> mean = new AveragingCombiner();
        return new RandomForestTrainer<>(tree, mean, TREES, random.nextLong()).train(data);
    }

    private void add(double[] losses, Model<Regressor> forest, List<Integer> runs) {
        double before = error(forest, runs, -1, runs);
        for (int column = 0; column < losses.length; column++) {
            for (int i = 0; i < SHUFFLES; i++) {
                List<Integer> others = new ArrayList<>(runs);
                Collections.shuffle(others, random);
                losses[column] += error(forest, runs, column, others) - before;
            }
        }
    }

    /** The squared error on runs that have the values of others in one column. */
    private double error(Model<Regressor> forest, List<Integer> runs, int column, List<Integer> others) {
        double sum = 0;
        for (int i = 0; i < runs.size(); i++) {
            int run = runs.get(i);
            double[] features = row(run, column, others.get(i));
            double predicted = forest.predict(example(features, 0)).getOutput().getValues()[0];
            sum += (predicted - metric[run]) * (predicted - metric[run]);
        }
        return sum;
    }

    private double[] row(int run, int mixed, int other) {
        return IntStream.range(0, columns.size())
                .mapToObj(column -> columns.get(column).features()[column == mixed ? other : run])
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    private ArrayExample<Regressor> example(double[] features, double value) {
        return new ArrayExample<>(new Regressor("metric", value), names, features);
    }
}
