package io.wandb4j.training;

import com.google.errorprone.annotations.concurrent.GuardedBy;

/** Numbers the batches of a training: within their epochs, and on the axis of the run's charts.
 *
 * <p>That axis is Keras': with a row every n batches it rises by n from row to row, over all epochs. Safe for use by several
 * threads, each batch having numbers of its own. */
final class BatchSteps {
    private final int batchesPerRow;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private long epochStart;

    @GuardedBy("lock")
    private int batchInEpoch;

    /** @param batchesPerRow 0 if batches are no rows
     * @param first where the axis begins */
    BatchSteps(int batchesPerRow, long first) {
        this.batchesPerRow = batchesPerRow;
        this.epochStart = first;
    }

    /** Others like these, from 0. */
    BatchSteps beginning() {
        return new BatchSteps(batchesPerRow, 0);
    }

    void startEpoch() {
        int multiple = Math.max(1, batchesPerRow);
        synchronized (lock) {
            epochStart += (batchInEpoch + multiple - 1) / multiple * (long) multiple;
            batchInEpoch = 0;
        }
    }

    /** The numbers of the batch that ends now. */
    Batch next() {
        synchronized (lock) {
            int batch = batchInEpoch++;
            return new Batch(batch, epochStart + batch, batchesPerRow > 0 && batch % batchesPerRow == 0);
        }
    }

    /** A batch.
     *
     * @param inEpoch its number in its epoch, from 0
     * @param step its place on the axis
     * @param isRow whether it is a row for its number's sake */
    record Batch(int inEpoch, long step, boolean isRow) {}
}
