package io.wandb4j.dl4j;

/** The features of one row.
 *
 * @param values in the order of their shape */
@SuppressWarnings("ArrayRecordComponent") // passed on at once, compared by nobody
record RowInput(float[] values, long[] shape) {}
