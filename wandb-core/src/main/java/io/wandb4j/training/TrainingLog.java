package io.wandb4j.training;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.wandb4j.run.Run;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns the numbers of batches and epochs into rows of a run, as W&amp;B's Keras callback does.
 *
 * <p>An epoch ends with one row; in batch mode every n-th batch of an epoch is a row too, on an axis of its own that
 * counts on over all epochs. Metrics come in by their bare names, {@code loss}. Safe for use by several threads. */
public final class TrainingLog {
    private final Run run;
    private final MetricNames names;
    private final int batchesPerRow;
    private final @Nullable ModelCheckpoints checkpoints;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private long batchStep;

    @GuardedBy("lock")
    private int batchInEpoch;

    TrainingLog(Run run, MetricNames names, int batchesPerRow, @Nullable ModelCheckpoints checkpoints) {
        this.run = run;
        this.names = names;
        this.batchesPerRow = batchesPerRow;
        this.checkpoints = checkpoints;
    }

    /** Counts the batches of an epoch from 0 again; needed only where an epoch may end without {@link #endEpoch}. */
    public void startEpoch() {
        synchronized (lock) {
            batchInEpoch = 0;
        }
    }

    /** Ends a batch; logs a row if one is due, and asks for what goes into it only then.
     *
     * @param means the metrics' means since the start of the epoch
     * @param learningRate the rate of the batch's update, null if unknown */
    public void endBatch(Supplier<Map<String, Double>> means, Supplier<@Nullable Double> learningRate) {
        long step;
        synchronized (lock) {
            int batch = batchInEpoch++;
            if (batchesPerRow == 0 || batch % batchesPerRow != 0) {
                return;
            }
            step = batchStep;
            batchStep += batchesPerRow;
        }
        Map<String, Object> row = new LinkedHashMap<>();
        means.get().forEach((metric, mean) -> row.put(names.batch(metric), mean));
        row.put(names.batch("batch_step"), step);
        putRate(names.batch("learning_rate"), learningRate.get(), row);
        run.log(row);
    }

    /** Ends an epoch: logs its row, then saves the model if that was asked for.
     *
     * @param epoch the number of the epoch, from 0
     * @param means the metrics' means over the epoch
     * @param validation the metrics of the validation that followed, empty if there was none
     * @param learningRate the rate in force, null if unknown
     * @param model the model as it is now */
    public void endEpoch(
            int epoch,
            Map<String, Double> means,
            Map<String, Double> validation,
            @Nullable Double learningRate,
            TrainedModel model) {
        startEpoch();
        Map<String, Object> row = new LinkedHashMap<>();
        means.forEach((metric, mean) -> row.put(names.epoch(metric), mean));
        validation.forEach((metric, value) -> row.put(names.epoch("val_" + metric), value));
        row.put(names.epoch("epoch"), epoch);
        putRate(names.epoch("learning_rate"), learningRate, row);
        run.log(row);
        if (checkpoints != null) {
            checkpoints.endEpoch(epoch, row, model);
        }
    }

    private static void putRate(String name, @Nullable Double rate, Map<String, Object> row) {
        if (rate != null) {
            row.put(name, rate);
        }
    }
}
