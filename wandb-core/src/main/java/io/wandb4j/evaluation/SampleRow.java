package io.wandb4j.evaluation;

import static java.util.Objects.requireNonNull;

/** A row of the validation data with its prediction.
 *
 * @param input its numbers, in the order of their shape
 * @param shape of the input: one number if it is flat; channels, height and width of a picture
 * @param truth the true class, or the true numbers as text
 * @param guess the predicted class, or the predicted numbers as text
 * @param scores of the classes; empty if there are none */
@SuppressWarnings("ArrayRecordComponent") // passed on at once, compared by nobody
public record SampleRow(float[] input, long[] shape, String truth, String guess, float[] scores) {
    public SampleRow {
        requireNonNull(input, "input");
        requireNonNull(shape, "shape");
        requireNonNull(scores, "scores");
    }
}
