package io.wandb4j.training.insight;

import io.wandb4j.errors.UsageException;
import java.util.function.Consumer;

/** What a listener looks at inside a training, and how often. Immutable.
 *
 * <pre>{@code Insight.everyBatches(100).weights().gradients().updates().pace().modelTable()}</pre>
 *
 * <p>All of it costs time, and is therefore off unless asked for. */
public final class Insight {
    private static final int BINS = 64;

    private final int batches;
    private boolean weights;
    private boolean gradients;
    private boolean updates;
    private boolean pace;
    private boolean modelTable;
    private int bins = BINS;

    private Insight(int batches) {
        this.batches = batches;
    }

    /** Looks at the end of each epoch. */
    public static Insight everyEpoch() {
        return new Insight(0);
    }

    /** Looks at the first of every so many batches.
     *
     * @throws UsageException if the number is not positive */
    public static Insight everyBatches(int batches) {
        if (batches < 1) {
            throw new UsageException("a look every " + batches + " batches cannot be; ask for 1 or more");
        }
        return new Insight(batches);
    }

    /** Everything there is to see. */
    public Insight everything() {
        return weights().gradients().updates().pace().modelTable();
    }

    /** Norm and histogram of each parameter: {@code parameters/<name>}. */
    public Insight weights() {
        return with(copy -> copy.weights = true);
    }

    /** Norm and histogram of each parameter's gradient, the mean over the rows of the batch: {@code gradients/<name>}; and
     * the norm of all. */
    public Insight gradients() {
        return with(copy -> copy.gradients = true);
    }

    /** Norm of each parameter's update, and its ratio to the parameter's: {@code updates/<name>.ratio}. */
    public Insight updates() {
        return with(copy -> copy.updates = true);
    }

    /** Rows per second, the time of a batch and of the wait for its data, garbage collection and memory. */
    public Insight pace() {
        return with(copy -> copy.pace = true);
    }

    /** The layers as a table with parameters and floating-point operations, and as a graph, once; the sums go to the summary. */
    public Insight modelTable() {
        return with(copy -> copy.modelTable = true);
    }

    /** Draws histograms with so many bins.
     *
     * @throws UsageException unless there are 1 to 512 */
    public Insight bins(int number) {
        if (number < 1 || number > 512) {
            throw new UsageException("a histogram has 1 to 512 bins, not " + number);
        }
        return with(copy -> copy.bins = number);
    }

    /** Leaves norms and ratios only. */
    public Insight withoutHistograms() {
        return with(copy -> copy.bins = 0);
    }

    /** Whether epochs are looked at, not batches. */
    public boolean isOfEpochs() {
        return batches == 0;
    }

    /** Whether this batch of an epoch, counted from 0, is looked at. */
    public boolean isDue(long batchInEpoch) {
        return batches > 0 && batchInEpoch % batches == 0;
    }

    public boolean hasWeights() {
        return weights;
    }

    public boolean hasGradients() {
        return gradients;
    }

    public boolean hasUpdates() {
        return updates;
    }

    public boolean hasPace() {
        return pace;
    }

    public boolean hasModelTable() {
        return modelTable;
    }

    /** Bins of a histogram, 0 if none is wanted. */
    public int bins() {
        return bins;
    }

    private Insight with(Consumer<Insight> change) {
        Insight copy = new Insight(batches);
        copy.weights = weights;
        copy.gradients = gradients;
        copy.updates = updates;
        copy.pace = pace;
        copy.modelTable = modelTable;
        copy.bins = bins;
        change.accept(copy);
        return copy;
    }
}
