package io.wandb4j.evaluation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** How well a model foretells numbers, one or several per row. For one thread. */
public final class NumberEvaluation {
    private final int columns;
    private final double[] squares;
    private final double[] distances;
    private final Moments[] moments;
    private double rows;

    /** An evaluation of rows with so many numbers. */
    public NumberEvaluation(int columns) {
        this.columns = columns;
        this.squares = new double[columns];
        this.distances = new double[columns];
        this.moments = IntStream.range(0, columns).mapToObj(i -> new Moments()).toArray(Moments[]::new);
    }

    /** Adds a row. */
    public void add(double[] truth, double[] foretold) {
        rows++;
        for (int column = 0; column < columns; column++) {
            double error = truth[column] - foretold[column];
            squares[column] += error * error;
            distances[column] += Math.abs(error);
            moments[column].add(rows, truth[column], foretold[column]);
        }
    }

    /** Mean squared and absolute error, its root, the relative squared error, the coefficient of determination and Pearson's
     * correlation; of several numbers the mean. What cannot be said is left out. */
    public Map<String, Double> metrics() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        put("mse", i -> squares[i] / rows, metrics);
        put("mae", i -> distances[i] / rows, metrics);
        put("rmse", i -> Math.sqrt(squares[i] / rows), metrics);
        put("rse", i -> squares[i] / moments[i].truthSpread, metrics);
        put("r2", i -> 1 - squares[i] / moments[i].truthSpread, metrics);
        put("pearson", i -> moments[i].correlation(), metrics);
        return metrics;
    }

    private void put(String name, IntToDoubleFunction ofColumn, Map<String, Double> metrics) {
        double mean =
                IntStream.range(0, columns).mapToDouble(ofColumn).average().orElse(Double.NaN);
        if (Double.isFinite(mean)) {
            metrics.put(name, mean);
        }
    }

    /** Running means and sums of products of deviations, exact for numbers far from zero. */
    private static final class Moments {
        private double truthMean;
        private double foretoldMean;
        private double truthSpread;
        private double foretoldSpread;
        private double together;

        void add(double count, double truth, double foretold) {
            double truthStep = truth - truthMean;
            double foretoldStep = foretold - foretoldMean;
            truthMean += truthStep / count;
            foretoldMean += foretoldStep / count;
            truthSpread += truthStep * (truth - truthMean);
            foretoldSpread += foretoldStep * (foretold - foretoldMean);
            together += truthStep * (foretold - foretoldMean);
        }

        double correlation() {
            return together / Math.sqrt(truthSpread * foretoldSpread);
        }
    }
}
