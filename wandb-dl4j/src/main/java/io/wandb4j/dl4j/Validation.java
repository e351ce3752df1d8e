package io.wandb4j.dl4j;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/** Scores a network on data that it is not trained on: loss and accuracy in one pass. */
record Validation(MultiDataSetIterator data) {
    Map<String, Double> score(Network network) {
        Map<String, OutputScore> scores = new LinkedHashMap<>();
        network.outputs().forEach((name, output) -> scores.put(name, new OutputScore(output)));
        data.reset();
        network.evaluate(data, scores);
        return metrics(scores, network.regularization());
    }

    private static Map<String, Double> metrics(Map<String, OutputScore> scores, double regularization) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        double loss = regularization;
        for (OutputScore score : scores.values()) {
            loss += score.loss();
        }
        put("loss", loss, metrics);
        scores.forEach((name, score) -> put(accuracyName(name, scores.size()), score.accuracy(), metrics));
        return metrics;
    }

    /** As Keras: the output's name stands before the metric where there are several outputs. */
    static String accuracyName(String output, int outputs) {
        return outputs == 1 ? "accuracy" : output + "_accuracy";
    }

    private static void put(String metric, double value, Map<String, Double> metrics) {
        if (!Double.isNaN(value)) {
            metrics.put(metric, value);
        }
    }
}
