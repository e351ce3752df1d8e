package io.wandb4j.training;

import io.wandb4j.metric.NumberRow;
import java.util.Arrays;
import java.util.function.ObjDoubleConsumer;
import org.jspecify.annotations.Nullable;

/** The row of a batch, filled anew with each, by the bare names of its metrics. For one thread.
 *
 * <p>Metrics mostly come in the order of the batch before, as the very same objects: their full names are found by place. */
final class BatchRow implements ObjDoubleConsumer<String> {
    private final MetricNames names;
    private final NumberRow numbers = new NumberRow();
    private @Nullable String[] metrics = new String[8];
    private String[] fullNames = new String[8];

    BatchRow(MetricNames names) {
        this.names = names;
        Arrays.fill(fullNames, "");
    }

    BatchRow clear() {
        numbers.clear();
        return this;
    }

    /** Adds a metric. */
    @Override
    public void accept(String metric, double value) {
        numbers.put(fullName(metric), value);
    }

    /** Ends the row.
     *
     * @param step the batch's place on the axis of batches */
    NumberRow at(long step) {
        return numbers.put(fullName("batch_step"), step);
    }

    @SuppressWarnings("ReferenceEquality") // only a guess that saves the look-up
    private String fullName(String metric) {
        int place = numbers.size();
        if (place == metrics.length) {
            metrics = Arrays.copyOf(metrics, 2 * place);
            fullNames = Arrays.copyOf(fullNames, 2 * place);
        }
        if (metrics[place] != metric) {
            metrics[place] = metric;
            fullNames[place] = names.batch(metric);
        }
        return fullNames[place];
    }
}
