package io.wandb4j.dl4j;

import io.wandb4j.training.EpochReport;
import io.wandb4j.training.RunningMeans;
import io.wandb4j.training.TrainedModel;
import io.wandb4j.training.TrainingLog;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.listeners.records.EvaluationRecord;

/** The epochs of a SameDiff training: an epoch's row waits for its validation, which may not come. For one thread. */
final class GraphEpochs {
    private final TrainingLog log;
    private final IntFunction<TrainedModel> models;
    private final RunningMeans means = new RunningMeans();
    private final RunningMeans validation = new RunningMeans();
    private @Nullable Ended ended;

    /** @param models the graph after an epoch of the given number */
    GraphEpochs(TrainingLog log, IntFunction<TrainedModel> models) {
        this.log = log;
        this.models = models;
    }

    void start() {
        flush();
        means.reset();
        validation.reset();
        log.startEpoch();
    }

    void addLoss(double loss, double rows) {
        means.add("loss", loss, rows);
    }

    /** The means since the start of the epoch. */
    Map<String, Double> means() {
        return means.values();
    }

    /** Adds a batch's part of the loss in the validation of the epoch. */
    void addValidationLoss(String variable, double loss, double rows) {
        validation.add(variable, loss, rows);
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
        log(metrics);
    }

    /** Logs an epoch that waits in vain. */
    void flush() {
        log(Map.of());
    }

    private void log(Map<String, Double> validated) {
        Ended epoch = ended;
        ended = null;
        if (epoch != null) {
            log.endEpoch(new EpochReport(
                    epoch.number, epoch.metrics, validated, epoch.rates, epoch.seen, models.apply(epoch.number)));
        }
    }

    private record Ended(
            int number, Map<String, Double> metrics, Map<String, Double> rates, Map<String, Object> seen) {}
}
