package io.wandb4j.training;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The end of a batch or of an epoch, with what was measured there.
 *
 * @param batch the number of the batch in its epoch from 0, null at the end of an epoch
 * @param metrics by their bare names
 * @param row the same by their full names */
record Moment(int epoch, @Nullable Integer batch, Map<String, Double> metrics, Map<String, Object> row) {

    /** The alias of a version that was saved now. */
    String alias() {
        return "epoch_" + epoch + (batch == null ? "" : "_batch_" + batch);
    }

    /** What a file name may speak of; as in Keras, counted from 1. */
    Map<String, Number> numbers() {
        Map<String, Number> numbers = new LinkedHashMap<>(metrics);
        numbers.put("epoch", epoch + 1);
        if (batch != null) {
            numbers.put("batch", batch + 1);
        }
        return numbers;
    }
}
