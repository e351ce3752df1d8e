package io.wandb4j.evaluation;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What is true of some rows beside what a model says of them, as plain numbers. */
public final class PredictedRows {
    private static final double SMALLEST = 1e-30;

    /** What a row tells. */
    public enum Kind {
        /** One of several classes. */
        CLASSES,
        /** Any number of labels. */
        LABELS,
        /** One number or several. */
        NUMBERS
    }

    private final Kind kind;
    private final int size;
    private final int told;
    private final int said;
    private final double[] truths;
    private final double[] outputs;
    private final double @Nullable [] mask;

    /** Rows that follow each other in both arrays, which are kept, not copied.
     *
     * @param size how many rows there are
     * @param truths of each row the number of its class, or a column for each class, label or number
     * @param outputs of each row the probability of each class or label, or the numbers; of two classes that of the second may
     *     do
     * @param mask of each row 0 if it does not count; null if all do */
    public PredictedRows(Kind kind, int size, double[] truths, double[] outputs, double @Nullable [] mask) {
        this.kind = requireNonNull(kind, "kind");
        this.size = size;
        this.told = truths.length / Math.max(1, size);
        this.said = outputs.length / Math.max(1, size);
        this.truths = truths;
        this.outputs = outputs;
        this.mask = mask;
    }

    /** What a row tells. */
    public Kind kind() {
        return kind;
    }

    /** How many classes, labels or numbers a row speaks of. */
    public int columns() {
        return isOneSided() ? 2 : said;
    }

    /** How many rows there are. */
    public int size() {
        return size;
    }

    /** Whether the mask lets a row count, and its class is one of those that the model knows; -1 is often padding. */
    public boolean counts(int row) {
        boolean known = kind != Kind.CLASSES || (truth(row) >= 0 && truth(row) < columns());
        return known && (mask == null || mask[row] != 0);
    }

    /** The true class of a row. */
    public int truth(int row) {
        return told == 1 ? (int) Math.round(truths[row]) : largest(truths, row, told);
    }

    /** The probability of each class or label; empty if there are none. */
    public float[] scores(int row) {
        if (kind == Kind.NUMBERS) {
            return new float[0];
        }
        if (isOneSided()) {
            return new float[] {(float) (1 - outputs[row]), (float) outputs[row]};
        }
        float[] scores = new float[said];
        for (int i = 0; i < said; i++) {
            scores[i] = (float) outputs[row * said + i];
        }
        return scores;
    }

    /** How bad a row's prediction is: its cross entropy, or its mean squared error. */
    public double loss(int row) {
        return switch (kind) {
            case CLASSES -> surprise(probability(row, truth(row)));
            case LABELS -> mean(row, i -> surprise(truths[i] > 0.5 ? outputs[i] : 1 - outputs[i]));
            case NUMBERS -> mean(row, i -> (truths[i] - outputs[i]) * (truths[i] - outputs[i]));
        };
    }

    boolean[] labels(int row) {
        boolean[] labels = new boolean[said];
        for (int i = 0; i < said; i++) {
            labels[i] = truths[row * said + i] > 0.5;
        }
        return labels;
    }

    double[] trueNumbers(int row) {
        return Arrays.copyOfRange(truths, row * said, (row + 1) * said);
    }

    double[] numbers(int row) {
        return Arrays.copyOfRange(outputs, row * said, (row + 1) * said);
    }

    /** @param names of the classes; those that lack one are called by their number */
    SampleRow sample(int row, RowInput input, List<String> names) {
        IntFunction<String> name = type -> type < names.size() ? names.get(type) : Integer.toString(type);
        String truth =
                switch (kind) {
                    case CLASSES -> name.apply(truth(row));
                    case LABELS -> among(truths, row, name);
                    case NUMBERS -> text(trueNumbers(row));
                };
        String guess =
                switch (kind) {
                    case CLASSES -> name.apply(taken(row));
                    case LABELS -> among(outputs, row, name);
                    case NUMBERS -> text(numbers(row));
                };
        return new SampleRow(input.values(), input.shape(), truth, guess, scores(row));
    }

    private boolean isOneSided() {
        return kind == Kind.CLASSES && said == 1;
    }

    private double probability(int row, int type) {
        if (isOneSided()) {
            return type == 1 ? outputs[row] : 1 - outputs[row];
        }
        return outputs[row * said + type];
    }

    private int taken(int row) {
        if (isOneSided()) {
            return outputs[row] > 0.5 ? 1 : 0;
        }
        return largest(outputs, row, said);
    }

    private double mean(int row, IntToDoubleFunction ofEntry) {
        return IntStream.range(row * said, (row + 1) * said)
                .mapToDouble(ofEntry)
                .average()
                .orElse(0);
    }

    private String among(double[] values, int row, IntFunction<String> name) {
        return IntStream.range(0, said)
                .filter(i -> values[row * said + i] > 0.5)
                .mapToObj(name)
                .collect(Collectors.joining(", "));
    }

    private static double surprise(double probability) {
        return -Math.log(Math.max(SMALLEST, probability));
    }

    private static int largest(double[] values, int row, int wide) {
        int best = 0;
        for (int i = 1; i < wide; i++) {
            best = values[row * wide + i] > values[row * wide + best] ? i : best;
        }
        return best;
    }

    private static String text(double[] numbers) {
        return Arrays.stream(numbers)
                .mapToObj(number -> String.format(Locale.ROOT, "%.6g", number))
                .collect(Collectors.joining(", "));
    }
}
