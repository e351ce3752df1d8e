package io.wandb4j.dl4j;

import io.wandb4j.evaluation.SampleRow;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;

/** Labels and predictions of a batch as plain numbers, copied out of their arrays. */
final class PredictedRows {
    private static final double SMALLEST = 1e-30;

    /** What a row tells. */
    enum Kind {
        CLASSES,
        LABELS,
        NUMBERS
    }

    private final Kind kind;
    private final int columns;
    private final double[] labels;
    private final double[] predictions;
    private final double @Nullable [] mask;
    private final boolean sparse;
    private final boolean oneSided;

    private PredictedRows(Layer output, ScoredRows rows) {
        int predicted = (int) rows.predictions().size(1);
        this.oneSided = activation(output) instanceof ActivationSigmoid && predicted == 1;
        this.kind = kind(activation(output), oneSided);
        this.columns = oneSided ? 2 : predicted;
        this.sparse = rows.labels().size(1) == 1 && predicted > 1;
        this.labels = Temporary.values(rows.labels());
        this.predictions = Temporary.values(rows.predictions());
        double[] weights = rows.mask() == null ? null : Temporary.values(rows.mask());
        this.mask = weights != null && weights.length == predictions.length / predicted ? weights : null;
    }

    static PredictedRows of(Layer output, ScoredRows rows) {
        return new PredictedRows(output, rows);
    }

    Kind kind() {
        return kind;
    }

    /** How many classes or numbers a row speaks of. */
    int columns() {
        return columns;
    }

    int size() {
        return predictions.length / width();
    }

    /** Whether the mask lets a row count. */
    boolean counts(int row) {
        return mask == null || mask[row] != 0;
    }

    int truth(int row) {
        if (oneSided) {
            return labels[row] > 0.5 ? 1 : 0;
        }
        return sparse ? (int) labels[row] : largest(labels, row);
    }

    boolean[] labels(int row) {
        boolean[] flags = new boolean[columns];
        for (int i = 0; i < columns; i++) {
            flags[i] = labels[row * columns + i] > 0.5;
        }
        return flags;
    }

    float[] scores(int row) {
        if (kind == Kind.NUMBERS) {
            return new float[0];
        }
        if (oneSided) {
            return new float[] {(float) (1 - predictions[row]), (float) predictions[row]};
        }
        float[] scores = new float[columns];
        for (int i = 0; i < columns; i++) {
            scores[i] = (float) predictions[row * columns + i];
        }
        return scores;
    }

    double[] trueNumbers(int row) {
        return Arrays.copyOfRange(labels, row * columns, (row + 1) * columns);
    }

    double[] numbers(int row) {
        return Arrays.copyOfRange(predictions, row * columns, (row + 1) * columns);
    }

    /** How bad a row's prediction is: its cross entropy, or its mean squared error. */
    double loss(int row) {
        return switch (kind) {
            case CLASSES -> -Math.log(Math.max(SMALLEST, scores(row)[truth(row)]));
            case LABELS ->
                mean(row, i -> -Math.log(Math.max(SMALLEST, labels[i] > 0.5 ? predictions[i] : 1 - predictions[i])));
            case NUMBERS -> mean(row, i -> (labels[i] - predictions[i]) * (labels[i] - predictions[i]));
        };
    }

    private double mean(int row, IntToDoubleFunction ofEntry) {
        return IntStream.range(row * columns, (row + 1) * columns)
                .mapToDouble(ofEntry)
                .average()
                .orElse(0);
    }

    SampleRow sample(int row, RowInput input, List<String> names) {
        String truth =
                switch (kind) {
                    case CLASSES -> name(truth(row), names);
                    case LABELS -> names(labels, row, names);
                    case NUMBERS -> text(trueNumbers(row));
                };
        String guess =
                switch (kind) {
                    case CLASSES -> name(taken(row), names);
                    case LABELS -> names(predictions, row, names);
                    case NUMBERS -> text(numbers(row));
                };
        return new SampleRow(input.values(), input.shape(), truth, guess, scores(row));
    }

    private int taken(int row) {
        if (oneSided) {
            return predictions[row] > 0.5 ? 1 : 0;
        }
        return largest(predictions, row);
    }

    private int width() {
        return oneSided ? 1 : columns;
    }

    private int largest(double[] values, int row) {
        int best = 0;
        for (int i = 1; i < columns; i++) {
            best = values[row * columns + i] > values[row * columns + best] ? i : best;
        }
        return best;
    }

    private String names(double[] values, int row, List<String> names) {
        return String.join(
                ", ",
                IntStream.range(0, columns)
                        .filter(i -> values[row * columns + i] > 0.5)
                        .mapToObj(i -> name(i, names))
                        .toList());
    }

    private static String name(int type, List<String> names) {
        return type < names.size() ? names.get(type) : Integer.toString(type);
    }

    private static String text(double[] numbers) {
        return String.join(
                ", ",
                Arrays.stream(numbers)
                        .mapToObj(number -> String.format(Locale.ROOT, "%.6g", number))
                        .toList());
    }

    private static Kind kind(@Nullable IActivation activation, boolean oneSided) {
        if (activation instanceof ActivationSoftmax || oneSided) {
            return Kind.CLASSES;
        }
        return activation instanceof ActivationSigmoid ? Kind.LABELS : Kind.NUMBERS;
    }

    private static @Nullable IActivation activation(Layer output) {
        return output.conf().getLayer() instanceof BaseLayer layer ? layer.getActivationFn() : null;
    }
}
