package io.wandb4j.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.listener.TrainingListener.BatchData;
import ai.djl.training.loss.Loss;
import io.wandb4j.evaluation.EvaluationTally;
import io.wandb4j.evaluation.PredictedRows;
import io.wandb4j.evaluation.PredictedRows.Kind;
import io.wandb4j.evaluation.RowInput;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Labels and predictions of a batch copied out of their arrays; the loss says what they tell.
 *
 * <p>The last axis of what the network says is that of the classes or numbers; axes between, as of time, make rows of their
 * own. Of a network that answers with logits, the probabilities are taken. */
final class ValidationRows {
    private ValidationRows() {}

    /** Adds the rows of a batch. */
    static void add(BatchData batch, Loss loss, EvaluationTally tally) {
        boolean whole = batch.getLabels().size() == 1; // otherwise the batch's data are not those of these labels alone
        for (Map.Entry<Device, NDList> labels : batch.getLabels().entrySet()) {
            NDList predictions = batch.getPredictions().get(labels.getKey());
            if (predictions == null) {
                continue;
            }
            PredictedRows rows = of(labels.getValue().head(), predictions.head(), loss);
            if (whole) {
                Features features = new Features(batch.getBatch().getData().head());
                int rowsPerExample = Math.max(1, rows.size() / features.examples());
                tally.add(rows, row -> features.of(row / rowsPerExample));
            } else {
                tally.add(rows, null);
            }
        }
    }

    static PredictedRows of(NDArray labels, NDArray predictions, Loss loss) {
        Shape shape = predictions.getShape();
        int said = shape.dimension() < 2 ? 1 : Math.toIntExact(shape.get(shape.dimension() - 1));
        float[] outputs = Floats.of(predictions);
        int size = said == 0 ? 0 : outputs.length / said;
        int told = size == 0 ? 1 : Math.toIntExact(labels.size() / size);
        Kind kind = kind(loss.getClass().getSimpleName(), said, told);
        if (kind != Kind.NUMBERS) {
            toProbabilities(outputs, said, kind == Kind.LABELS || said == 1, Fields.facts(loss));
        }
        return new PredictedRows(kind, size, doubles(Floats.of(labels)), doubles(outputs), null);
    }

    private static Kind kind(String loss, int said, int told) {
        boolean sigmoid = loss.startsWith("SigmoidBinaryCrossEntropy");
        if (loss.contains("Softmax") || (sigmoid && said == 1) || (said > 1 && told == 1)) {
            return Kind.CLASSES;
        }
        return sigmoid ? Kind.LABELS : Kind.NUMBERS;
    }

    private static void toProbabilities(float[] outputs, int wide, boolean sigmoid, Map<String, Object> loss) {
        boolean logits = Boolean.TRUE.equals(loss.get("from_logit")) || Boolean.FALSE.equals(loss.get("from_sigmoid"));
        for (int from = 0; from + wide <= outputs.length; from += wide) {
            if (sigmoid && logits) {
                sigmoid(outputs, from, from + wide);
            } else if (!sigmoid && (logits || !isDistribution(outputs, from, from + wide))) {
                softmax(outputs, from, from + wide);
            }
        }
    }

    private static void sigmoid(float[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            values[i] = (float) (1 / (1 + Math.exp(-values[i])));
        }
    }

    private static void softmax(float[] values, int from, int to) {
        float highest = values[from];
        for (int i = from; i < to; i++) {
            highest = Math.max(highest, values[i]);
        }
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += Math.exp(values[i] - highest);
        }
        for (int i = from; i < to; i++) {
            values[i] = (float) (Math.exp(values[i] - highest) / sum);
        }
    }

    private static boolean isDistribution(float[] values, int from, int to) {
        float sum = 0;
        for (int i = from; i < to; i++) {
            if (values[i] < 0) {
                return false;
            }
            sum += values[i];
        }
        return Math.abs(sum - 1) < 1e-3f;
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    /** The features of a batch, copied when the first row is asked for. */
    private static final class Features {
        private final NDArray array;
        private float @Nullable [] values;

        Features(NDArray array) {
            this.array = array;
        }

        int examples() {
            return array.getShape().dimension() == 0
                    ? 1
                    : Math.max(1, Math.toIntExact(array.getShape().get(0)));
        }

        RowInput of(int example) {
            float[] all = values == null ? Floats.of(array) : values;
            values = all;
            int wide = all.length / examples();
            return new RowInput(
                    Arrays.copyOfRange(all, example * wide, (example + 1) * wide),
                    array.getShape().slice(1).getShape());
        }
    }
}
