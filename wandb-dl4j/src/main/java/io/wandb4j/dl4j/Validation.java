package io.wandb4j.dl4j;

import io.wandb4j.errors.UsageException;
import io.wandb4j.evaluation.EvaluationPlan;
import io.wandb4j.evaluation.EvaluationTally;
import io.wandb4j.training.ListenerParts;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/** Scores a network on data that it is not trained on, all in one pass: loss and accuracy, and what a plan asks for. */
final class Validation {
    private final MultiDataSetIterator data;
    private final int everyEpochs;
    private final @Nullable EvaluationPlan plan;

    Validation(MultiDataSetIterator data, int everyEpochs, @Nullable EvaluationPlan plan) {
        this.data = data;
        this.everyEpochs = everyEpochs;
        this.plan = plan;
    }

    /** The validation that a listener was asked for, null if none was. */
    static @Nullable Validation of(@Nullable MultiDataSetIterator data, ListenerParts parts) {
        if (data != null) {
            return new Validation(data, parts.epochsPerValidation(), parts.evaluation());
        }
        if (parts.evaluation() != null) {
            throw new UsageException("an evaluation needs data: give some to the builder, validateOn(data)");
        }
        return null;
    }

    /** What is due after an epoch. */
    Result afterEpoch(Network network, int epoch) {
        boolean shows = plan != null && plan.isDue(epoch + 1L);
        boolean due = shows || (epoch + 1L) % everyEpochs == 0;
        return due ? score(network, epoch, shows ? plan : null) : Result.NONE;
    }

    /** All that the plan has, due or not. */
    Result onRequest(Network network, int epoch) {
        return score(network, epoch, plan);
    }

    private Result score(Network network, int epoch, @Nullable EvaluationPlan due) {
        CurrentBatch batches = new CurrentBatch(data);
        boolean shows = due != null && due.samples().isPresent();
        Map<String, OutputScore> scores = new LinkedHashMap<>();
        network.outputs().forEach((name, output) -> {
            EvaluationTally rows = due == null ? null : new EvaluationTally(due);
            scores.put(
                    name,
                    new OutputScore(
                            output, rows, shows ? examples -> OutputRows.inputs(batches.batch(), examples) : null));
        });
        data.reset();
        network.evaluate(shows ? batches : data, scores);
        return new Result(metrics(scores, network.regularization()), media(scores, epoch));
    }

    private static Map<String, Double> metrics(Map<String, OutputScore> scores, double regularization) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        double loss = regularization;
        for (OutputScore score : scores.values()) {
            loss += score.loss();
        }
        put("loss", loss, metrics);
        scores.forEach((name, score) -> {
            put(metricName("accuracy", name, scores.size()), score.accuracy(), metrics);
            score.details()
                    .forEach((metric, value) -> metrics.putIfAbsent(metricName(metric, name, scores.size()), value));
        });
        return metrics;
    }

    private static Map<String, Object> media(Map<String, OutputScore> scores, int epoch) {
        Map<String, Object> media = new LinkedHashMap<>();
        scores.forEach((name, score) -> media.putAll(score.media(epoch, scores.size() == 1 ? "" : name + "/")));
        return media;
    }

    /** As Keras: the output's name stands before the metric where there are several outputs. */
    static String metricName(String metric, String output, int outputs) {
        return outputs == 1 ? metric : output + "_" + metric;
    }

    private static void put(String metric, double value, Map<String, Double> metrics) {
        if (!Double.isNaN(value)) {
            metrics.put(metric, value);
        }
    }

    /** What was found.
     *
     * @param metrics by bare names, {@code loss}
     * @param media charts and tables by their full names */
    record Result(Map<String, Double> metrics, Map<String, Object> media) {
        static final Result NONE = new Result(Map.of(), Map.of());
    }
}
