package io.wandb4j.training.insight;

import io.wandb4j.run.AlertLevel;
import io.wandb4j.run.Run;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Knows which batches of a training are looked at, and turns what is seen of them into values of the run. Raises an alert when
 * numbers inside cease to be finite; once. For one thread. */
public final class InsightLog {
    private final Run run;
    private final Insight insight;
    private final Pace pace = new Pace(System::nanoTime);
    private long batchInEpoch;
    private boolean hasTable;
    private boolean alerted;

    /** A log of a training that has not begun. */
    public InsightLog(Run run, Insight insight) {
        this.run = run;
        this.insight = insight;
    }

    /** Logs the model's table if that is asked for, once. */
    public void tableOnce(Supplier<List<LayerRow>> layers) {
        if (insight.hasModelTable() && !hasTable) {
            hasTable = true;
            ModelTable.log(run, layers.get());
        }
    }

    /** Counts batches from 0 again, and measures the pace from now on. */
    public void startEpoch() {
        batchInEpoch = 0;
        pace.restart();
    }

    /** Whether the open batch is looked at: where epochs are, it is their first. */
    public boolean isDue() {
        return insight.isOfEpochs() ? batchInEpoch == 0 : insight.isDue(batchInEpoch);
    }

    /** Ends a batch; says which it was, in words.
     *
     * @param waitNanos how long the training waited for its data */
    public String endBatch(long rows, long waitNanos) {
        pace.addBatch(rows, waitNanos);
        return "batch " + batchInEpoch++ + " of the epoch";
    }

    /** Ends an epoch. */
    public void endEpoch() {
        batchInEpoch = 0;
    }

    /** What is to be logged of a row that is whole.
     *
     * @param where it was seen, in words */
    public Map<String, Object> values(InsightRow row, String where) {
        if (insight.hasPace()) {
            row.addAll(pace.values());
        }
        if (!alerted && !row.nonFinite().isEmpty()) {
            alerted = true;
            run.alert(
                    "Training diverges",
                    "Not finite in " + where + ": " + row.nonFinite(),
                    AlertLevel.ERROR,
                    Duration.ZERO);
        }
        return row.values();
    }
}
