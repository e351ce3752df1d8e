package io.wandb4j.dl4j;

/** The features of one row.
 *
 * @param values in the order of their shape */
record RowInput(float[] values, long[] shape) {}
