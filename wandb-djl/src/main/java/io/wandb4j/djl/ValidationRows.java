package io.wandb4j.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.loss.Loss;
import io.wandb4j.evaluation.SampleRow;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Labels and predictions of a batch as plain numbers, copied out of their arrays.
 *
 * <p>The last axis of what the network says is that of the classes or numbers; axes between, as of time, make rows of their
 * own. Of a network that answers with logits, the probabilities are taken. */
final class ValidationRows {
    private static final double SMALLEST = 1e-30;

    /** What a row tells. */
    enum Kind {
        CLASSES,
        LABELS,
        NUMBERS
    }

    private final Kind kind;
    private final int columns;
    private final float[][] outputs;
    private final float[][] truths;
    private final int rowsPerExample;

    ValidationRows(NDArray labels, NDArray predictions, Loss loss) {
        Shape shape = predictions.getShape();
        int said = shape.dimension() < 2 ? 1 : Math.toIntExact(shape.get(shape.dimension() - 1));
        float[][] raw = split(Floats.of(predictions), said);
        this.truths = split(Floats.of(labels), raw.length == 0 ? 1 : Math.toIntExact(labels.size() / raw.length));
        int told = truths.length == 0 ? 1 : truths[0].length;
        this.kind = kind(loss.getClass().getSimpleName(), said, told);
        this.outputs = probabilities(raw, Fields.facts(loss));
        this.columns = kind == Kind.CLASSES ? Math.max(2, said) : said;
        int examples = shape.dimension() == 0 ? 1 : Math.max(1, Math.toIntExact(shape.get(0)));
        this.rowsPerExample = Math.max(1, raw.length / examples);
    }

    Kind kind() {
        return kind;
    }

    /** How many classes or numbers a row speaks of. */
    int columns() {
        return columns;
    }

    int size() {
        return truths.length;
    }

    /** Which example of the batch a row belongs to. */
    int example(int row) {
        return row / rowsPerExample;
    }

    /** Whether the row's class is one of those that the network knows; -1 is often padding. */
    boolean counts(int row) {
        return kind != Kind.CLASSES || (truth(row) >= 0 && truth(row) < columns);
    }

    int truth(int row) {
        float[] truth = truths[row];
        return truth.length == 1 ? Math.round(truth[0]) : largest(truth);
    }

    boolean[] labels(int row) {
        boolean[] labels = new boolean[columns];
        for (int i = 0; i < columns; i++) {
            labels[i] = truths[row][i] > 0.5f;
        }
        return labels;
    }

    /** The probability of each class or label. */
    float[] scores(int row) {
        float[] output = outputs[row];
        return kind == Kind.CLASSES && output.length == 1 ? new float[] {1 - output[0], output[0]} : output;
    }

    double[] trueNumbers(int row) {
        return doubles(truths[row]);
    }

    double[] numbers(int row) {
        return doubles(outputs[row]);
    }

    /** How bad a row's prediction is: its cross entropy, or its mean squared error. */
    double loss(int row) {
        if (kind == Kind.CLASSES) {
            return -Math.log(Math.max(SMALLEST, scores(row)[truth(row)]));
        }
        float[] truth = truths[row];
        float[] output = outputs[row];
        return IntStream.range(0, columns)
                .mapToDouble(i -> kind == Kind.LABELS
                        ? -Math.log(Math.max(SMALLEST, truth[i] > 0.5f ? output[i] : 1 - output[i]))
                        : (truth[i] - output[i]) * (truth[i] - output[i]))
                .average()
                .orElse(0);
    }

    SampleRow sample(int row, float[] input, long[] shape, List<String> names) {
        IntFunction<String> name = type -> type < names.size() ? names.get(type) : Integer.toString(type);
        if (kind == Kind.CLASSES) {
            float[] scores = scores(row);
            return new SampleRow(input, shape, name.apply(truth(row)), name.apply(largest(scores)), scores);
        }
        if (kind == Kind.LABELS) {
            return new SampleRow(input, shape, among(truths[row], name), among(outputs[row], name), outputs[row]);
        }
        return new SampleRow(input, shape, text(truths[row]), text(outputs[row]), new float[0]);
    }

    private float[][] probabilities(float[][] raw, Map<String, Object> loss) {
        boolean logits = Boolean.TRUE.equals(loss.get("from_logit")) || Boolean.FALSE.equals(loss.get("from_sigmoid"));
        if (kind == Kind.NUMBERS) {
            return raw;
        }
        boolean sigmoid = kind == Kind.LABELS || (raw.length > 0 && raw[0].length == 1);
        for (float[] row : raw) {
            if (sigmoid && logits) {
                sigmoid(row);
            } else if (!sigmoid && (logits || !isDistribution(row))) {
                softmax(row);
            }
        }
        return raw;
    }

    private static Kind kind(String loss, int said, int told) {
        boolean sigmoid = loss.startsWith("SigmoidBinaryCrossEntropy");
        if (loss.contains("Softmax") || (sigmoid && said == 1) || (said > 1 && told == 1)) {
            return Kind.CLASSES;
        }
        return sigmoid ? Kind.LABELS : Kind.NUMBERS;
    }

    private static void sigmoid(float[] row) {
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) (1 / (1 + Math.exp(-row[i])));
        }
    }

    private static void softmax(float[] row) {
        float highest = row[largest(row)];
        double sum = 0;
        for (float value : row) {
            sum += Math.exp(value - highest);
        }
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) (Math.exp(row[i] - highest) / sum);
        }
    }

    private static boolean isDistribution(float[] row) {
        float sum = 0;
        for (float value : row) {
            if (value < 0) {
                return false;
            }
            sum += value;
        }
        return Math.abs(sum - 1) < 1e-3f;
    }

    private static int largest(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }

    private static String among(float[] values, IntFunction<String> name) {
        return IntStream.range(0, values.length)
                .filter(i -> values[i] > 0.5f)
                .mapToObj(name)
                .collect(Collectors.joining(", "));
    }

    private static String text(float[] numbers) {
        return Arrays.stream(doubles(numbers))
                .mapToObj(number -> String.format(Locale.ROOT, "%.6g", number))
                .collect(Collectors.joining(", "));
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    private static float[][] split(float[] values, int wide) {
        return IntStream.range(0, wide == 0 ? 0 : values.length / wide)
                .mapToObj(row -> Arrays.copyOfRange(values, row * wide, (row + 1) * wide))
                .toArray(float[][]::new);
    }
}
