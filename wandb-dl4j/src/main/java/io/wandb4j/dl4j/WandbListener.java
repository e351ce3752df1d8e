package io.wandb4j.dl4j;

import static java.util.Objects.requireNonNull;

import io.wandb4j.run.Run;
import io.wandb4j.training.ListenerBuilder;
import io.wandb4j.training.TrainingHooks;
import io.wandb4j.training.TrainingLog;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.adapter.MultiDataSetIteratorAdapter;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/** Logs the training of a {@code MultiLayerNetwork} or {@code ComputationGraph} to a run.
 *
 * <pre>{@code model.addListeners(WandbListener.of(run));}</pre>
 *
 * <p>Every epoch becomes a row: {@code epoch/epoch} (from 0), {@code epoch/loss}, {@code epoch/accuracy},
 * {@code epoch/learning_rate}, and with {@link Builder#validateOn} {@code epoch/val_loss} and
 * {@code epoch/val_accuracy}. Losses include L1 and L2 terms, as DL4J's score does (and Keras'). Epochs exist only where
 * DL4J has them: {@code fit(iterator)}, not {@code fit(DataSet)}, which gives batch rows alone.
 *
 * <p>The run stays the caller's: it is neither created nor finished here. Nothing is thrown into the training, with the
 * one exception that {@link Builder#stopWhenAsked} speaks of, and no parameter comes out different by a bit. Safe for
 * use by several threads. */
public final class WandbListener extends BaseTrainingListener {
    private final TrainingHooks hooks;
    private final TrainingLog log;
    private final @Nullable Validation validation;
    private final RunningMeans means = new RunningMeans();

    private WandbListener(Builder builder) {
        this.hooks = builder.newHooks();
        this.log = builder.newLog();
        this.validation = builder.validation;
    }

    /** A listener that logs a row per epoch. */
    public static WandbListener of(Run run) {
        return builder(run).build();
    }

    /** A listener that does more: batches, validation, checkpoints. */
    public static Builder builder(Run run) {
        return new Builder(run);
    }

    @Override
    public void onEpochStart(Model model) {
        hooks.run(() -> {
            means.reset();
            log.startEpoch();
        });
    }

    @Override
    public void onBackwardPass(Model model) {
        hooks.run(() -> {
            Network network = Network.of(model);
            if (network != null) {
                Map<String, IOutputLayer> outputs = network.outputs();
                outputs.forEach((name, output) -> addAccuracy(Validation.accuracyName(name, outputs.size()), output));
            }
        });
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        hooks.run(() -> {
            Network network = Network.of(model);
            if (network != null) {
                means.add("loss", network.score(), model.batchSize());
                log.endBatch(means::values, network::learningRate);
            }
        });
        hooks.stopIfAsked();
    }

    @Override
    public void onEpochEnd(Model model) {
        hooks.run(() -> {
            Network network = Network.of(model);
            if (network != null) {
                Map<String, Double> validated = validation == null ? Map.of() : validation.score(network);
                log.endEpoch(
                        network.epoch(), means.values(), validated, network.learningRate(), new SavedNetwork(model));
            }
        });
    }

    private void addAccuracy(String metric, IOutputLayer output) {
        CorrectCount count = BatchAccuracy.of(output);
        if (count.total() > 0) {
            means.add(metric, count.accuracy(), count.total());
        }
    }

    /** What a {@link WandbListener} is asked to do. */
    public static final class Builder extends ListenerBuilder<Builder> {
        private @Nullable Validation validation;

        private Builder(Run run) {
            super(run);
        }

        /** Measures loss and accuracy on this data after each epoch, in one pass; the iterator is reset before it. */
        public Builder validateOn(DataSetIterator data) {
            return validateOn(new MultiDataSetIteratorAdapter(requireNonNull(data, "data")));
        }

        /** Measures loss and accuracies of all outputs on this data after each epoch, in one pass; the iterator is
         * reset before it. */
        public Builder validateOn(MultiDataSetIterator data) {
            validation = new Validation(requireNonNull(data, "data"));
            return this;
        }

        /** The listener; it can be given to one network after another. */
        public WandbListener build() {
            return new WandbListener(this);
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
