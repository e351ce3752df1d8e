package io.wandb4j.training.evaluation;

import java.util.List;

/** A row of the table of samples.
 *
 * @param place in the data, from 0
 * @param badness the higher, the worse it came out
 * @param cells of the table */
record Sample(int place, double badness, List<Object> cells) {}
