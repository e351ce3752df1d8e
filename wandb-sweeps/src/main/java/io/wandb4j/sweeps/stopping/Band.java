package io.wandb4j.sweeps.stopping;

/** An iteration at which runs are compared.
 *
 * @param iteration the count of logged values
 * @param threshold the value that a run must not exceed there, negated for a metric to be maximized; infinite while
 *     too few runs have come so far */
public record Band(long iteration, double threshold) {}
