package io.wandb4j.training.evaluation;

import java.util.Map;
import java.util.function.Supplier;

/** Counts the rows of one pass over the data. For one thread. */
public sealed interface EvaluationTally permits ClassTally, NumberTally {
    /** Adds a row.
     *
     * @param truth a class by its number or as one of several columns; or the true numbers
     * @param output what the network says; not kept
     * @param input the features of the row; asked only if they are shown, and not kept */
    void add(float[] truth, float[] output, Supplier<float[]> input);

    /** How many rows were counted. */
    int size();

    /** The metrics by their bare names, {@code precision}; empty if there were no rows. */
    Map<String, Double> metrics();

    /** Charts and tables by their full names, {@code evaluation/confusion_matrix}; empty if there were no rows. */
    Map<String, Object> charts();
}
