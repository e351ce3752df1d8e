package io.wandb4j.evaluation;

import io.wandb4j.errors.UsageException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is measured and shown on validation data, and after which epochs. Immutable.
 *
 * <pre>{@code EvaluationPlan.everyEpoch().classes("cat", "dog").top(3).charts().samples(Samples.worst(32))}</pre> */
public final class EvaluationPlan {
    private int every = 1;
    private int top = 1;
    private List<String> classes = List.of();
    private boolean charts;
    private @Nullable Samples samples;

    private EvaluationPlan() {}

    /** All metrics after each epoch: accuracy, precision, recall, F1 and area under the ROC curve of classes, the errors of
     * numbers. */
    public static EvaluationPlan everyEpoch() {
        return new EvaluationPlan();
    }

    /** The same after each so many epochs.
     *
     * @throws UsageException if the number is not positive */
    public static EvaluationPlan everyEpochs(int epochs) {
        if (epochs < 1) {
            throw new UsageException("an evaluation every " + epochs + " epochs cannot be; ask for 1 or more");
        }
        return new EvaluationPlan().with(copy -> copy.every = epochs);
    }

    /** All of it only when the listener is told to, such as at the end of the training. */
    public static EvaluationPlan onRequest() {
        return new EvaluationPlan().with(copy -> copy.every = 0);
    }

    /** Names the classes, from 0, in charts and tables. */
    public EvaluationPlan classes(String... names) {
        List<String> list = List.of(names);
        return with(copy -> copy.classes = list);
    }

    /** Counts a row for right too if its class is among so many with the highest scores.
     *
     * @throws UsageException if the number is less than 2 */
    public EvaluationPlan top(int scores) {
        if (scores < 2) {
            throw new UsageException("the top " + scores + " say no more than the accuracy; ask for 2 or more");
        }
        return with(copy -> copy.top = scores);
    }

    /** Draws confusion matrix, ROC and precision-recall curves, and makes a table with a row per class. */
    public EvaluationPlan charts() {
        return with(copy -> copy.charts = true);
    }

    /** Shows some rows with their predictions. */
    public EvaluationPlan samples(Samples which) {
        return with(copy -> copy.samples = which);
    }

    /** Whether the metrics are due after an epoch, counted from 1. */
    public boolean isDue(long epoch) {
        return every > 0 && epoch % every == 0;
    }

    /** Whether nothing is due by itself. */
    public boolean isOnRequest() {
        return every == 0;
    }

    /** How many of the highest scores count, 1 for the highest alone. */
    public int top() {
        return top;
    }

    /** The names of the classes; empty if they have none. */
    public List<String> classes() {
        return classes;
    }

    /** Whether charts are drawn. */
    public boolean hasCharts() {
        return charts;
    }

    /** Which rows are shown; empty for none. */
    public Optional<Samples> samples() {
        return Optional.ofNullable(samples);
    }

    private EvaluationPlan with(Consumer<EvaluationPlan> change) {
        EvaluationPlan copy = new EvaluationPlan();
        copy.every = every;
        copy.top = top;
        copy.classes = classes;
        copy.charts = charts;
        copy.samples = samples;
        change.accept(copy);
        return copy;
    }
}
