package io.wandb4j.djl;

import static java.util.Objects.requireNonNull;

import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.listener.EvaluatorTrainingListener;
import ai.djl.training.listener.TrainingListenerAdapter;
import ai.djl.translate.TranslateException;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.wandb4j.run.Run;
import io.wandb4j.training.BatchReport;
import io.wandb4j.training.EpochReport;
import io.wandb4j.training.ListenerBuilder;
import io.wandb4j.training.ListenerParts;
import io.wandb4j.training.Outcome;
import io.wandb4j.training.TrainedModel;
import io.wandb4j.training.TrainingHooks;
import io.wandb4j.training.TrainingLog;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ObjDoubleConsumer;
import org.jspecify.annotations.Nullable;

/** Logs the training of a DJL {@code Trainer} to a run.
 *
 * <pre>{@code config.addTrainingListeners(WandbTrainingListener.of(run));}</pre>
 *
 * <p>Every epoch becomes a row: {@code epoch/epoch} (from 0), {@code epoch/loss}, one metric per evaluator
 * ({@code epoch/accuracy}), with a validation set {@code epoch/val_loss} and {@code epoch/val_accuracy}, and
 * {@code epoch/learning_rate}. It does not matter where in the list of listeners it stands,
 * nor whether {@code EvaluatorTrainingListener} is among them. A loop of one's own that calls {@code EasyTrain.trainBatch}
 * is served as {@code EasyTrain.fit} is; it need not tell of epochs.
 *
 * <p>What can be told of the training (optimizer, loss, block, versions ...) goes into the config where the user has said
 * nothing. A model that {@link WandbModels} loaded goes on with the epoch behind its last.
 *
 * <p>The run stays the caller's: it is neither created nor finished here. Nothing is thrown into the training, with the
 * one exception that {@link Builder#stopWhenAsked} speaks of, and no parameter comes out different by a bit. One listener
 * serves one training at a time. */
public final class WandbTrainingListener extends TrainingListenerAdapter {
    private final Run run;
    private final TrainingHooks hooks;
    private final TrainingLog log;
    private final @Nullable RecordingTracker tracker;
    private final boolean describes;
    private final boolean showsAtEnd;
    private final BatchScores training;
    private final Validation validation;
    private final @Nullable TrainingInsight insight;
    private final EpochProgress progress = new EpochProgress();
    private LearningRate rate = LearningRate.UNKNOWN;
    private boolean begun;
    private int epoch;

    private WandbTrainingListener(Builder builder, ListenerParts parts) {
        this.run = parts.run();
        this.hooks = parts.hooks();
        this.log = parts.log();
        this.tracker = builder.tracker;
        this.describes = parts.describes();
        this.showsAtEnd = parts.evaluation() != null && parts.evaluation().isOnRequest();
        this.training = new BatchScores("wandb/" + run.id() + "/train", EvaluatorTrainingListener.TRAIN_ALL);
        this.validation = new Validation(builder.data, parts, "wandb/" + run.id() + "/validate");
        this.insight = parts.insight() == null ? null : new TrainingInsight(parts.insight(), run);
    }

    /** A listener that logs a row per epoch. */
    public static WandbTrainingListener of(Run run) {
        return builder(run).build();
    }

    /** A listener that does more: batches, checkpoints, evaluations, insight. */
    public static Builder builder(Run run) {
        return new Builder(run);
    }

    /** Does a training and tells the run how it ended: whole, stopped early, diverged, stopped from the server, or failed.
     *
     * <p>An {@code EarlyStoppingListener}'s exception is a reason, not a failure: it ends here. All others go on.
     *
     * @return how the training ended, if not with an exception */
    @CanIgnoreReturnValue
    public Outcome during(Training body) throws IOException, TranslateException {
        return NamedOutcome.of(body, log.end());
    }

    @Override
    public void onTrainingBegin(Trainer trainer) {
        hooks.run(() -> {
            training.begin(trainer);
            validation.begin(trainer);
            begun = false;
            progress.end();
        });
    }

    @Override
    public void onTrainingBatch(Trainer trainer, BatchData batchData) {
        hooks.run(() -> endBatch(trainer, batchData));
        hooks.stopIfAsked();
    }

    @Override
    public void onValidationBatch(Trainer trainer, BatchData batchData) {
        hooks.run(() -> validation.add(trainer, batchData));
    }

    @Override
    public void onEpoch(Trainer trainer) {
        hooks.run(() -> endEpoch(trainer));
    }

    @Override
    public void onTrainingEnd(Trainer trainer) {
        hooks.run(() -> {
            log.stepDone(model(trainer));
            if (progress.isOpen()
                    && (progress.isComplete() || validation.isDone())) { // a listener before us left the training
                endEpoch(trainer);
            }
            if (begun) {
                log.adopt(model(trainer));
            }
            if (begun && (showsAtEnd || validation.isAskedInVain())) {
                evaluate(trainer);
            }
        });
    }

    /** Measures and shows now what {@link ListenerBuilder#evaluate} asks for, whatever epoch it is, as a row of its own. */
    public void evaluate(Trainer trainer) {
        hooks.run(() -> {
            if (validation.lacksData()) {
                run.warn("evaluation", "there is nothing to evaluate: give EasyTrain.fit or validateOn(...) some data");
                return;
            }
            Validation.Result found = validation.onRequest(trainer, Math.max(0, epoch - 1));
            log.evaluated(Math.max(0, epoch - 1), found.metrics(), found.media());
        });
    }

    private void endBatch(Trainer trainer, BatchData data) {
        log.stepDone(model(trainer));
        Batch batch = data.getBatch();
        advance(trainer, batch);
        begin(trainer, batch);
        validation.forget();
        double loss = training.add(trainer, data);
        Map<String, Object> seen = insight == null ? Map.of() : insight.endBatch(trainer, batch, progress.isComplete());
        log.endBatch(loss, new Report(trainer, seen));
        if (insight != null) {
            insight.handBack();
        }
    }

    /** Looks at what is there only when the first batch comes: the optimizer, the initialized block. */
    private void begin(Trainer trainer, Batch batch) {
        if (begun) {
            return;
        }
        begun = true;
        HeldArrays.watch(trainer.getManager(), run);
        rate = tracker == null ? LearningRate.of(trainer) : LearningRate.of(tracker);
        if (epoch == 0 && trainer.getModel().getProperty(SavedBlock.RUN_PROPERTY) != null) {
            epoch = trainer.getModel().intProperty("Epoch", 0);
        }
        if (describes) {
            run.config().setDefaults(TrainingFacts.of(trainer, batch));
        }
        if (insight != null) {
            insight.begin(trainer);
        }
    }

    /** Ends an epoch that a loop of the user's did not tell of: its data set begins anew. */
    private void advance(Trainer trainer, Batch batch) {
        if (progress.beginsAnewWith(batch)) {
            endEpoch(trainer);
        }
        if (begun && !progress.isOpen()) { // the listeners behind us have ended the epoch, too
            log.adopt(model(trainer));
        }
        progress.goOnWith(batch);
    }

    private void endEpoch(Trainer trainer) {
        log.stepDone(model(trainer));
        Report report = new Report(trainer, Map.of());
        Map<String, Double> trained = report.means();
        training.reset();
        progress.end();
        Validation.Result found = validation.afterEpoch(trainer, epoch);
        Map<String, Object> more = new LinkedHashMap<>(found.media());
        if (insight != null) {
            more.putAll(insight.endEpoch(trainer, epoch));
        }
        log.endEpoch(
                new EpochReport(epoch, trained, found.metrics(), rate.latest().get(), more, report.model()));
        epoch++;
        if (insight != null) {
            insight.handBack();
        }
    }

    private TrainedModel model(Trainer trainer) {
        return new SavedBlock(trainer.getModel(), run.id());
    }

    /** A training: whatever calls {@code EasyTrain.fit}. */
    @FunctionalInterface
    public interface Training {
        void run() throws IOException, TranslateException;
    }

    /** What the log may ask about a batch. */
    private final class Report implements BatchReport {
        private final Trainer trainer;
        private final Map<String, Object> more;

        Report(Trainer trainer, Map<String, Object> more) {
            this.trainer = trainer;
            this.more = more;
        }

        @Override
        public int epoch() {
            return epoch;
        }

        @Override
        public Map<String, Double> means() {
            return training.means();
        }

        @Override
        public void eachMean(ObjDoubleConsumer<String> taker) {
            training.eachMean(taker);
        }

        @Override
        public Map<String, Double> learningRates() {
            return rate.next().get();
        }

        @Override
        public TrainedModel model() {
            return WandbTrainingListener.this.model(trainer);
        }

        @Override
        public Map<String, Object> more() {
            return more;
        }

        @Override
        public boolean isStepDone() {
            return false; // DJL has no hook behind it
        }
    }

    /** What a {@link WandbTrainingListener} is asked to do. */
    public static final class Builder extends ListenerBuilder<Builder> {
        private @Nullable RecordingTracker tracker;
        private @Nullable Dataset data;

        private Builder(Run run) {
            super(run);
        }

        /** Logs the learning rate that passes through this tracker, which the optimizer must have been given. Needed only
         * for engines and optimizers in which the rate cannot be found. */
        public Builder learningRate(RecordingTracker recording) {
            tracker = requireNonNull(recording, "recording");
            return this;
        }

        /** Validates on this data after each epoch, instead of on what the training validates itself with. It should not be
         * shuffled: that would draw from the training's random numbers. */
        public Builder validateOn(Dataset dataset) {
            data = requireNonNull(dataset, "dataset");
            return this;
        }

        /** The listener; it can be given to one trainer after another, whose epochs it counts on. */
        public WandbTrainingListener build() {
            return new WandbTrainingListener(this, parts());
        }

        @Override
        protected Builder self() {
            return this;
        }
    }
}
