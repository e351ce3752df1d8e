package io.wandb4j.watch;

import static java.util.Objects.requireNonNull;

import io.wandb4j.errors.UsageException;
import io.wandb4j.media.Histogram;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/** Which tensors of a model are watched, and how often. Immutable.
 *
 * <pre>{@code Watch.gradients().and(Watch.parameters()).everyBatches(100)}</pre>
 *
 * <p>Each tensor has a norm and a histogram; with updates there are ratios of update to parameter, too. Unless batches are
 * asked for, gradients and updates are those of the first batch of each epoch, and parameters those of its end. */
public final class Watch {
    /** What of a model is watched. */
    public enum Kind {
        /** The mean gradient of a row of the batch, before the optimizer sees it. */
        GRADIENTS("gradients", "gradient_norm"),
        /** The weights after the step. */
        PARAMETERS("parameters", "parameter_norm"),
        /** What the step takes from the weights. */
        UPDATES("updates", "update_norm");

        private final String histogram;
        private final String norm;

        Kind(String histogram, String norm) {
            this.histogram = histogram;
            this.norm = norm;
        }

        String histogramKey(String tensor) {
            return histogram + "/" + tensor;
        }

        String normKey(String tensor) {
            return norm + "/" + tensor;
        }
    }

    private final Set<Kind> kinds;
    private int batches;
    private boolean histograms = true;
    private int bins = 64;

    private Watch(Set<Kind> kinds) {
        this.kinds = kinds;
    }

    /** Watches gradients. */
    public static Watch gradients() {
        return new Watch(EnumSet.of(Kind.GRADIENTS));
    }

    /** Watches parameters. */
    public static Watch parameters() {
        return new Watch(EnumSet.of(Kind.PARAMETERS));
    }

    /** Watches updates, and parameters for the ratio of both. */
    public static Watch updates() {
        return new Watch(EnumSet.of(Kind.UPDATES, Kind.PARAMETERS));
    }

    /** Watches all there is. */
    public static Watch all() {
        return new Watch(EnumSet.allOf(Kind.class));
    }

    /** Watches what the other does, too. */
    public Watch and(Watch other) {
        EnumSet<Kind> both = EnumSet.copyOf(kinds);
        both.addAll(requireNonNull(other, "other").kinds);
        return with(both, copy -> {});
    }

    /** Looks at the first of every so many batches instead of once per epoch.
     *
     * @throws UsageException if the number is not positive */
    public Watch everyBatches(int number) {
        if (number < 1) {
            throw new UsageException("a model cannot be watched every " + number + " batches; ask for 1 or more");
        }
        return with(kinds, copy -> copy.batches = number);
    }

    /** Leaves the histograms out: norms, ratios and counts of what is not finite are left. */
    public Watch withoutHistograms() {
        return with(kinds, copy -> copy.histograms = false);
    }

    /** Counts into so many bins instead of 64.
     *
     * @throws UsageException unless there are 1 to 512 */
    public Watch bins(int number) {
        if (number < 1 || number > Histogram.MAX_BINS) {
            throw new UsageException("a histogram has 1 to " + Histogram.MAX_BINS + " bins, not " + number);
        }
        return with(kinds, copy -> copy.bins = number);
    }

    /** Whether something of a kind is watched. */
    public boolean sees(Kind kind) {
        return kinds.contains(kind);
    }

    /** Whether batches are looked at rather than epochs. */
    public boolean isOfBatches() {
        return batches > 0;
    }

    boolean isDue(long batch) {
        return batches > 0 && batch % batches == 0;
    }

    /** How many bins a histogram has, 0 for no histograms. */
    int bins() {
        return histograms ? bins : 0;
    }

    private Watch with(Set<Kind> newKinds, Consumer<Watch> change) {
        Watch copy = new Watch(newKinds);
        copy.batches = batches;
        copy.histograms = histograms;
        copy.bins = bins;
        change.accept(copy);
        return copy;
    }
}
