package io.wandb4j.training.evaluation;

import static java.util.Objects.requireNonNull;

import io.wandb4j.errors.UsageException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** What is to be shown of a validation, and after which epochs. Immutable.
 *
 * <pre>{@code Evaluation.ofClasses("cat", "dog").everyEpochs(5).topN(3).worstSamples(36).images(28, 28)}</pre>
 *
 * <p>Of classes: confusion matrix, ROC and precision-recall curves, a table per class, and in the epoch's row precision,
 * recall and F1 (means over the classes), AUC and top-n accuracy. Of numbers: mean squared and absolute error, root, R2, and
 * what was foretold over what was true. Of both, on request, a table of samples with pictures. */
public final class Evaluation {
    private boolean numbers;
    private List<String> names = List.of();
    private int epochs = 1;
    private int[] tops = {};
    private SampleChoice samples = SampleChoice.NONE;
    private InputView view = InputView.NUMBERS;
    private boolean curves = true;

    private Evaluation() {}

    /** Shows a classifier.
     *
     * @param names of the classes 0, 1, ...; none if their numbers do */
    public static Evaluation ofClasses(String... names) {
        return ofClasses(List.of(names));
    }

    /** Shows a classifier whose classes have these names. */
    public static Evaluation ofClasses(List<String> names) {
        List<String> copy = List.copyOf(names);
        return new Evaluation().with(evaluation -> evaluation.names = copy);
    }

    /** Shows a network that foretells numbers.
     *
     * @param columns what they are called; none if their places do */
    public static Evaluation ofNumbers(String... columns) {
        return ofClasses(columns).with(evaluation -> evaluation.numbers = true);
    }

    /** Shows it after each so many epochs; otherwise after every one.
     *
     * @throws UsageException if the number is not positive */
    public Evaluation everyEpochs(int number) {
        if (number < 1) {
            throw new UsageException("an evaluation every " + number + " epochs cannot be; ask for 1 or more");
        }
        return with(copy -> copy.epochs = number);
    }

    /** Shows it once, when the training ends. */
    public Evaluation atEnd() {
        return with(copy -> copy.epochs = 0);
    }

    /** Counts a sample as right if its class is among the n likeliest, too: {@code epoch/val_top3_accuracy}.
     *
     * @throws UsageException if a number is not positive */
    public Evaluation topN(int... ns) {
        if (Arrays.stream(ns).anyMatch(n -> n < 1)) {
            throw new UsageException("top-n accuracy needs 1 or more, not " + Arrays.toString(ns));
        }
        int[] copied = ns.clone();
        return with(copy -> copy.tops = copied);
    }

    /** Leaves out the ROC and precision-recall curves. */
    public Evaluation withoutCurves() {
        return with(copy -> copy.curves = false);
    }

    /** Shows a table of the samples that came out worst. */
    public Evaluation worstSamples(int count) {
        return with(copy -> copy.samples = SampleChoice.worst(count));
    }

    /** Shows a table of samples drawn at random, each time the same. */
    public Evaluation randomSamples(int count) {
        return with(copy -> copy.samples = SampleChoice.random(count));
    }

    /** Shows a table of these samples, by their places in the data, from 0. */
    public Evaluation samples(int... places) {
        int[] copied = places.clone();
        return with(copy -> copy.samples = SampleChoice.of(copied));
    }

    /** Shows the input of a sample as a grey picture. */
    public Evaluation images(int width, int height) {
        return images(width, height, 1);
    }

    /** Shows the input of a sample as a picture: grey from one channel, in colours from three, channel after channel. */
    public Evaluation images(int width, int height, int channels) {
        PixelView pixels = new PixelView(width, height, channels);
        return with(copy -> copy.view = new InputView("image", pixels));
    }

    /** Shows the input of a sample as a value of your own: an {@code Image}, a text, a number.
     *
     * @param column what the table calls it */
    public Evaluation inputs(String column, Function<float[], ?> shown) {
        InputView own = new InputView(requireNonNull(column, "column"), requireNonNull(shown, "shown"));
        return with(copy -> copy.view = own);
    }

    /** Whether the end of this epoch, counted from 0, shows it. */
    public boolean isDue(int epoch) {
        return epochs > 0 && (epoch + 1) % epochs == 0;
    }

    /** Whether it is shown when the training ends. */
    public boolean isAtEnd() {
        return epochs == 0;
    }

    /** A place to count the rows of one pass over the data.
     *
     * @param logits whether the network answers with numbers that are not probabilities yet */
    public EvaluationTally tally(boolean logits) {
        return numbers
                ? new NumberTally(names, samples, view)
                : new ClassTally(names, tops, curves, samples, view, logits);
    }

    private Evaluation with(Consumer<Evaluation> change) {
        Evaluation copy = new Evaluation();
        copy.numbers = numbers;
        copy.names = names;
        copy.epochs = epochs;
        copy.tops = tops;
        copy.samples = samples;
        copy.view = view;
        copy.curves = curves;
        change.accept(copy);
        return copy;
    }
}
