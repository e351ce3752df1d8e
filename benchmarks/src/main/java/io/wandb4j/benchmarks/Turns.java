package io.wandb4j.benchmarks;

import java.util.function.DoubleConsumer;

/** Listening and not listening by turns of a few batches each, within one training: both of a pair find the machine, its memory and
 * the compiled code alike, so that far smaller differences show than between epochs of two trainings. */
final class Turns {
    private static final int WARM_UP = 12_000; // batches: about what the JVM needs to compile everything in full

    private final int batches;
    private final DoubleConsumer ratios;
    private int done;
    private long begin;
    private long with;
    private long without;

    /** @param batches of each turn
     * @param ratios is told what the batches of each pair took with a listener, as a multiple of those without */
    Turns(int batches, DoubleConsumer ratios) {
        this.batches = batches;
        this.ratios = ratios;
    }

    /** Whether the listener is to be called for this batch. Of every other pair the second turn is with it. */
    boolean isOn() {
        int turn = done / batches % 4;
        return turn == 0 || turn == 3;
    }

    /** A batch is over. */
    void endBatch() {
        boolean on = isOn();
        if (++done % batches != 0) {
            return;
        }
        long now = System.nanoTime();
        if (on) {
            with = now - begin;
        } else {
            without = now - begin;
        }
        if (done % (2 * batches) == 0 && done > WARM_UP) {
            ratios.accept(with / (double) without);
        }
        begin = System.nanoTime();
    }
}
