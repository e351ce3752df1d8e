package io.wandb4j.djl;

import ai.djl.training.dataset.Batch;

/** How far the open epoch is into its data set, which tells where it ends if nobody does. */
final class EpochProgress {
    private static final long NONE = -1;

    private long seen = NONE;
    private boolean complete;

    /** Whether the batch is the first of another epoch, though this one was not said to have ended. */
    boolean beginsAnewWith(Batch batch) {
        return batch.getProgressTotal() > 0 && isOpen() && batch.getProgress() <= seen;
    }

    void goOnWith(Batch batch) {
        seen = batch.getProgress();
        complete = batch.getProgressTotal() > 0 && seen >= batch.getProgressTotal();
    }

    void end() {
        seen = NONE;
    }

    boolean isOpen() {
        return seen != NONE;
    }

    /** Whether all of the data set has been seen. */
    boolean isComplete() {
        return complete;
    }
}
