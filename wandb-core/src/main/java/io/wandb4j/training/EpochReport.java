package io.wandb4j.training;

import java.util.Map;

/** What a framework tells at the end of an epoch.
 *
 * @param epoch the framework's number of the epoch, from 0
 * @param means the metrics' means over the epoch, by their bare names, {@code loss}
 * @param validation the metrics of the validation that followed, empty if there was none
 * @param learningRates the rate in force in each layer that has one
 * @param more more values for the run, by their full names
 * @param model the model as it is now */
public record EpochReport(
        int epoch,
        Map<String, Double> means,
        Map<String, Double> validation,
        Map<String, Double> learningRates,
        Map<String, Object> more,
        TrainedModel model) {}
