package io.wandb4j.dl4j;

import io.wandb4j.training.EpochReport;
import io.wandb4j.training.ListenerParts;
import io.wandb4j.training.RunningMeans;
import io.wandb4j.training.TrainedModel;
import io.wandb4j.training.TrainingLog;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.listeners.records.EvaluationRecord;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** The epochs of a SameDiff training: an epoch's row waits for its validation, which may not come. For one thread. */
final class GraphEpochs {
    private final SameDiff graph;
    private final TrainingLog log;
    private final @Nullable GraphEvaluation evaluation;
    private final IntFunction<TrainedModel> models;
    private final RunningMeans means = new RunningMeans();
    private final RunningMeans validation = new RunningMeans();
    private @Nullable Ended ended;

    /** @param models the graph after an epoch of the given number */
    GraphEpochs(SameDiff graph, ListenerParts parts, IntFunction<TrainedModel> models) {
        this.graph = graph;
        this.log = parts.log();
        this.evaluation = parts.evaluation() == null ? null : new GraphEvaluation(graph, parts.evaluation());
        this.models = models;
    }

    /** @param number the graph's number of the epoch */
    void start(int number) {
        flush();
        means.reset();
        validation.reset();
        log.startEpoch();
        if (evaluation != null) {
            evaluation.start(log.epoch(number));
        }
    }

    void addLoss(double loss, double rows) {
        means.add("loss", loss, rows);
    }

    /** The means since the start of the epoch. */
    Map<String, Double> means() {
        return means.values();
    }

    /** Takes what the graph computes of a batch in the validation of the epoch. */
    void validated(String variable, MultiDataSet batch, INDArray value) {
        if (graph.getLossVariables().contains(variable)) {
            validation.add(variable, value.sumNumber().doubleValue(), (double) rows(batch));
        }
        if (evaluation != null) {
            evaluation.add(variable, batch, value);
        }
    }

    static long rows(MultiDataSet batch) {
        return batch.getFeatures().length == 0 ? 1 : batch.getFeatures(0).size(0);
    }

    /** Ends the epoch, but for its validation.
     *
     * @param number the graph's number of the epoch
     * @param seen more values by their full names */
    void end(int number, EvaluationRecord evaluations, Map<String, Double> rates, Map<String, Object> seen) {
        Map<String, Double> metrics = new LinkedHashMap<>(means.values());
        metrics.putAll(EvaluationNames.metrics(evaluations));
        ended = new Ended(number, metrics, rates, seen);
    }

    /** Ends the validation of the epoch that ended last.
     *
     * @param regularization what the training adds to its loss */
    void endValidation(EvaluationRecord evaluations, double regularization) {
        Map<String, Double> losses = validation.values();
        Map<String, Double> metrics = new LinkedHashMap<>();
        if (!losses.isEmpty()) {
            double loss =
                    losses.values().stream().mapToDouble(Double::doubleValue).sum();
            metrics.put("loss", loss + regularization);
        }
        metrics.putAll(EvaluationNames.metrics(evaluations));
        if (evaluation != null) {
            evaluation.metrics().forEach(metrics::putIfAbsent);
        }
        log(metrics, evaluation == null ? Map.of() : evaluation.media());
    }

    /** Logs an epoch that waits in vain. */
    void flush() {
        log(Map.of(), Map.of());
    }

    private void log(Map<String, Double> validated, Map<String, Object> media) {
        Ended epoch = ended;
        ended = null;
        if (epoch != null) {
            Map<String, Object> seen = new LinkedHashMap<>(epoch.seen);
            seen.putAll(media);
            log.endEpoch(new EpochReport(
                    epoch.number, epoch.metrics, validated, epoch.rates, seen, models.apply(epoch.number)));
        }
    }

    private record Ended(
            int number, Map<String, Double> metrics, Map<String, Double> rates, Map<String, Object> seen) {}
}
