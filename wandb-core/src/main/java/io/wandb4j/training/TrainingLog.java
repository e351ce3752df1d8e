package io.wandb4j.training;

import io.wandb4j.artifact.Artifact;
import io.wandb4j.errors.UsageException;
import io.wandb4j.metric.MetricDefinition;
import io.wandb4j.metric.NumberRow;
import io.wandb4j.run.Run;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ObjDoubleConsumer;
import org.jspecify.annotations.Nullable;

/** Turns the numbers of batches and epochs into rows of a run, as W&amp;B's Keras callback does.
 *
 * <p>An epoch ends with one row; in batch mode every n-th batch of an epoch is a row too, on an axis of its own that
 * counts on over all epochs. Metrics come in by their bare names, {@code loss}. Safe for use by several threads. */
public final class TrainingLog {
    private final Run run;
    private final MetricNames names;
    private final BatchSteps steps;
    private final BatchSteps pretraining;
    private final EpochNumbers epochs = new EpochNumbers();
    private final @Nullable BestInSummary best;
    private final @Nullable ModelCheckpoints checkpoints;
    private final @Nullable AdoptedFiles adopted;
    private final TrainingEnd end;
    private final String artifactName;
    private final ThreadLocal<BatchRow> rows; // replicas end batches at once
    private volatile @Nullable Moment unsaved;

    TrainingLog(
            Run run,
            MetricNames names,
            TrainingEnd end,
            BatchSteps steps,
            @Nullable BestInSummary best,
            @Nullable ModelCheckpoints checkpoints,
            @Nullable AdoptedFiles adopted,
            String artifactName) {
        this.run = run;
        this.names = names;
        this.rows = ThreadLocal.withInitial(() -> new BatchRow(names));
        this.steps = steps;
        this.pretraining = steps.beginning();
        this.best = best;
        this.checkpoints = checkpoints;
        this.adopted = adopted;
        this.artifactName = artifactName;
        this.end = end;
    }

    /** How the training ends. */
    public TrainingEnd end() {
        return end;
    }

    /** Counts the batches of an epoch from 0 again; needed only where an epoch may end without {@link #endEpoch}. */
    public void startEpoch() {
        steps.startEpoch();
    }

    /** Ends a batch; logs a row if one is due, and asks for what goes into it only then.
     *
     * @param loss of this batch alone, NaN and infinity included */
    public void endBatch(double loss, BatchReport report) {
        BatchSteps.Batch batch = steps.next();
        if (!Double.isFinite(loss)) {
            end.diverged(loss, epochs.current(report.epoch()), batch.inEpoch());
        }
        Map<String, Object> more = report.more();
        boolean saves = savesAfterBatch();
        if (!batch.isRow() && more.isEmpty() && !saves) {
            return;
        }
        NumberRow numbers = numbers(batch, report);
        if (batch.isRow() || !more.isEmpty()) {
            log(numbers, more);
        }
        if (saves) {
            int epoch = epochs.current(report.epoch());
            saveAfterBatch(new Moment(epoch, batch.inEpoch(), report.means(), joined(numbers, more)), report);
        }
    }

    /** Saves the model of a batch whose report said that its step was still to come. */
    public void stepDone(TrainedModel model) {
        Moment moment = unsaved;
        if (moment != null) {
            unsaved = null;
            save(moment, model);
        }
    }

    /** Ends an epoch: logs its row, then saves the model if that was asked for. */
    public void endEpoch(EpochReport report) {
        startEpoch();
        int epoch = epochs.end(report.epoch());
        Map<String, Double> metrics = new LinkedHashMap<>(report.means());
        report.validation().forEach((metric, value) -> metrics.put("val_" + metric, value));
        Map<String, Object> row = new LinkedHashMap<>();
        metrics.forEach((metric, value) -> row.put(names.epoch(metric), value));
        row.put(names.epoch("epoch"), epoch);
        eachRate(report.learningRates(), (rate, value) -> row.put(names.epoch(rate), value));
        row.putAll(report.more());
        run.log(row);
        Moment moment = new Moment(epoch, null, metrics, row);
        if (best != null) {
            best.see(moment);
        }
        if (checkpoints != null && checkpoints.endsEpoch()) {
            save(moment, report.model());
        }
        if (adopted != null) {
            adopted.endEpoch(epoch, report.model());
        }
    }

    /** Logs model files of another listener's that were written since the last epoch ended, for a framework that knows when such
     * a listener's turn is over. */
    public void adopt(TrainedModel model) {
        if (adopted != null) {
            adopted.look(model);
        }
    }

    /** Logs a model's file that somebody else wrote as a version of the training's artifact.
     *
     * @param epoch the framework's number of the epoch */
    public void adopt(Path file, int epoch, TrainedModel model) {
        if (run.dir().isEmpty()) {
            return; // a disabled run keeps nothing
        }
        try {
            Map<String, Object> metadata = new LinkedHashMap<>(model.description());
            metadata.put("epoch", epoch);
            run.logArtifact(
                    Artifact.create(artifactName, "model", run.settings())
                            .metadata(metadata)
                            .addFile(file),
                    "latest",
                    "epoch_" + epoch);
        } catch (UsageException e) {
            run.warn("checkpoint", "the checkpoint " + file + " could not be logged: " + e);
        }
    }

    /** Logs a batch of a layer that is trained on its own before the model is: {@code pretrain/<layer>_loss}, if batches are
     * logged, on an axis of its own. */
    public void pretrained(String layer, double loss) {
        BatchSteps.Batch batch = pretraining.next();
        if (batch.isRow()) {
            if (batch.step() == 0 && names.prefixed()) {
                run.defineMetric(MetricDefinition.of("pretrain/batch_step"));
                run.defineMetric(MetricDefinition.of("pretrain/*").withStep("pretrain/batch_step"));
            }
            run.log(Map.of("pretrain/" + layer + "_loss", loss, "pretrain/batch_step", batch.step()));
        }
    }

    /** The run's number of the epoch that the framework calls so. */
    public int epoch(int counter) {
        return epochs.current(counter);
    }

    /** Logs an evaluation apart from any epoch's end.
     *
     * @param epoch the run's number of the epoch
     * @param validation the metrics by their bare names
     * @param more more values by their full names */
    public void evaluated(int epoch, Map<String, Double> validation, Map<String, Object> more) {
        Map<String, Object> row = new LinkedHashMap<>();
        validation.forEach((metric, value) -> row.put(names.epoch("val_" + metric), value));
        row.put(names.epoch("epoch"), epoch);
        row.putAll(more);
        run.log(row);
    }

    private NumberRow numbers(BatchSteps.Batch batch, BatchReport report) {
        BatchRow row = rows.get().clear();
        if (batch.isRow()) {
            report.eachMean(row);
            eachRate(report.learningRates(), row);
        }
        return row.at(batch.step());
    }

    private void log(NumberRow numbers, Map<String, Object> more) {
        if (more.isEmpty()) {
            run.log(numbers);
        } else {
            run.log(joined(numbers, more));
        }
    }

    private static Map<String, Object> joined(NumberRow numbers, Map<String, Object> more) {
        Map<String, Object> joined = numbers.toMap();
        joined.putAll(more);
        return joined;
    }

    private void saveAfterBatch(Moment moment, BatchReport report) {
        if (report.isStepDone()) {
            save(moment, report.model());
        } else {
            unsaved = moment;
        }
    }

    private boolean savesAfterBatch() {
        if (checkpoints == null) {
            return false;
        }
        synchronized (checkpoints) {
            return checkpoints.endsBatch();
        }
    }

    private void save(Moment moment, TrainedModel model) {
        if (checkpoints != null) {
            synchronized (checkpoints) { // replicas may reach their batches at once
                checkpoints.save(moment, model);
            }
        }
    }

    /** The first layer's rate stands for all; where they differ, each is told. */
    private static void eachRate(Map<String, Double> rates, ObjDoubleConsumer<String> taker) {
        if (rates.isEmpty()) {
            return;
        }
        Double first = rates.values().iterator().next();
        taker.accept("learning_rate", first);
        if (rates.size() > 1 && !rates.values().stream().allMatch(first::equals)) {
            rates.forEach((layer, rate) -> taker.accept("learning_rate/" + layer, rate));
        }
    }
}
