package io.wandb4j.dl4j;

/** A counter of a network's: DL4J raises it only after the listeners have seen a batch or an epoch. */
enum Counting {
    ITERATIONS,
    EPOCHS
}
