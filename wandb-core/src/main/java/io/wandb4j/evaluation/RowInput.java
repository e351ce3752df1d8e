package io.wandb4j.evaluation;

import static java.util.Objects.requireNonNull;

/** What a model was given to predict one row.
 *
 * @param values in the order of their shape
 * @param shape one number if the input is flat; channels, height and width of a picture */
@SuppressWarnings("ArrayRecordComponent") // passed on at once, compared by nobody
public record RowInput(float[] values, long[] shape) {
    public RowInput {
        requireNonNull(values, "values");
        requireNonNull(shape, "shape");
    }
}
