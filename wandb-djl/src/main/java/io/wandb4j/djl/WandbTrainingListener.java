package io.wandb4j.djl;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDManager;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.training.listener.TrainingListenerAdapter;
import io.wandb4j.run.Config;
import io.wandb4j.run.Run;
import io.wandb4j.training.ListenerBuilder;
import io.wandb4j.training.TrainingHooks;
import io.wandb4j.training.TrainingLog;
import java.lang.ref.WeakReference;
import java.util.Map;
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
 * nothing.
 *
 * <p>The run stays the caller's: it is neither created nor finished here. Nothing is thrown into the training, with the
 * one exception that {@link Builder#stopWhenAsked} speaks of, and no parameter comes out different by a bit. One listener
 * serves one training at a time. */
public final class WandbTrainingListener extends TrainingListenerAdapter {
    private static final long NONE = -1;

    private final TrainingHooks hooks;
    private final TrainingLog log;
    private final @Nullable RecordingTracker tracker;
    private final Run run;
    private final Config config;
    private final BatchScores training;
    private final BatchScores validation;
    private LearningRate rate = LearningRate.UNKNOWN;
    private boolean begun;
    private boolean validated;
    private long progress = NONE; // how far into its data set the open epoch is
    private boolean complete; // all of the data set has been seen
    private int epoch;

    private WandbTrainingListener(Builder builder) {
        this.hooks = builder.newHooks();
        this.log = builder.newLog();
        this.tracker = builder.tracker;
        this.run = builder.run;
        this.config = builder.run.config();
        this.training = new BatchScores("wandb/" + builder.run.id() + "/train");
        this.validation = new BatchScores("wandb/" + builder.run.id() + "/validate");
    }

    /** A listener that logs a row per epoch. */
    public static WandbTrainingListener of(Run run) {
        return builder(run).build();
    }

    /** A listener that does more: batches, learning rate, checkpoints. */
    public static Builder builder(Run run) {
        return new Builder(run);
    }

    @Override
    public void onTrainingBegin(Trainer trainer) {
        hooks.run(() -> {
            training.begin(trainer);
            validation.begin(trainer);
            begun = false;
            validated = false;
            progress = NONE;
        });
    }

    @Override
    public void onTrainingBatch(Trainer trainer, BatchData batchData) {
        hooks.run(() -> {
            advance(trainer, batchData.getBatch());
            begin(trainer, batchData.getBatch());
            validated = false; // what was validated before this batch does not speak of its epoch's end
            training.add(trainer, batchData);
            log.endBatch(() -> training.means(trainer), rate.next());
        });
        hooks.stopIfAsked();
    }

    @Override
    public void onValidationBatch(Trainer trainer, BatchData batchData) {
        hooks.run(() -> {
            if (!validated) {
                validation.reset(trainer);
                validated = true;
            }
            validation.add(trainer, batchData);
        });
    }

    @Override
    public void onEpoch(Trainer trainer) {
        hooks.run(() -> endEpoch(trainer));
    }

    @Override
    public void onTrainingEnd(Trainer trainer) {
        hooks.run(() -> {
            if (progress != NONE && (complete || validated)) { // another listener left the training before our turn
                endEpoch(trainer);
            }
        });
    }

    /** Looks at what is there only when the first batch comes: the optimizer, the initialized block. */
    private void begin(Trainer trainer, Batch batch) {
        if (!begun) {
            begun = true;
            watchArrays(trainer);
            rate = tracker == null ? LearningRate.of(trainer) : LearningRate.of(tracker);
            config.setDefaults(TrainingFacts.of(trainer, batch));
        }
    }

    /** How many arrays the training holds: DJL does not tell how much memory of its engine they take. */
    private void watchArrays(Trainer trainer) {
        WeakReference<NDManager> manager = new WeakReference<>(trainer.getManager());
        run.addSystemMetric("djl.arrays", () -> {
            NDManager alive = manager.get();
            return alive == null || !alive.isOpen()
                    ? Double.NaN
                    : alive.getManagedArrays().size();
        });
    }

    /** Ends an epoch that a loop of the user's did not tell of: its data set begins anew. */
    private void advance(Trainer trainer, Batch batch) {
        boolean known = batch.getProgressTotal() > 0;
        if (known && progress != NONE && batch.getProgress() <= progress) {
            endEpoch(trainer);
        }
        progress = batch.getProgress();
        complete = known && progress >= batch.getProgressTotal();
    }

    private void endEpoch(Trainer trainer) {
        Map<String, Double> trained = training.means(trainer);
        Map<String, Double> checked = validated ? validation.means(trainer) : Map.of();
        training.reset(trainer);
        validated = false;
        progress = NONE;
        log.endEpoch(epoch++, trained, checked, rate.latest().get(), new SavedBlock(trainer.getModel()));
    }

    /** What a {@link WandbTrainingListener} is asked to do. */
    public static final class Builder extends ListenerBuilder<Builder> {
        private final Run run;
        private @Nullable RecordingTracker tracker;

        private Builder(Run run) {
            super(run);
            this.run = run;
        }

        /** Logs the learning rate that passes through this tracker, which the optimizer must have been given. Needed only
         * for engines and optimizers in which the rate cannot be found. */
        public Builder learningRate(RecordingTracker recording) {
            tracker = requireNonNull(recording, "recording");
            return this;
        }

        /** The listener; it can be given to one trainer after another, whose epochs it counts on. */
        public WandbTrainingListener build() {
            return new WandbTrainingListener(this);
        }

        @Override
        protected Builder self() {
            return this;
        }

        private TrainingHooks newHooks() {
            return hooks();
        }

        private TrainingLog newLog() {
            return log();
        }
    }
}
