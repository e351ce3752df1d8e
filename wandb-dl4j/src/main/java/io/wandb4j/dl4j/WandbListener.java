package io.wandb4j.dl4j;

import static java.util.Objects.requireNonNull;

import io.wandb4j.errors.UsageException;
import io.wandb4j.run.Run;
import io.wandb4j.training.BatchReport;
import io.wandb4j.training.EpochReport;
import io.wandb4j.training.ListenerBuilder;
import io.wandb4j.training.ListenerParts;
import io.wandb4j.training.RunningMeans;
import io.wandb4j.training.TrainedModel;
import io.wandb4j.training.TrainingHooks;
import io.wandb4j.training.TrainingLog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.listeners.CheckpointListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.adapter.MultiDataSetIteratorAdapter;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;

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
    private final Run run;
    private final TrainingHooks hooks;
    private final TrainingLog log;
    private final @Nullable Validation validation;
    private final @Nullable DataNormalization normalizer;
    private final @Nullable NetworkInsight insight;
    private final Origin origin;
    private final NativeMemory memory;
    private final AtomicBoolean describes;
    private final @Nullable AdoptedCheckpoints adopted;
    private final RunningMeans means = new RunningMeans();
    private volatile Map<String, List<Long>> inputs = Map.of();

    private WandbListener(Builder builder, ListenerParts parts) {
        this.run = parts.run();
        this.hooks = parts.hooks();
        this.log = parts.log();
        this.validation = Validation.of(builder.validationData, parts);
        this.normalizer = builder.normalizer;
        this.insight = parts.insight() == null ? null : new NetworkInsight(run, parts.insight());
        this.memory = new NativeMemory(run);
        this.adopted = builder.files == null ? null : new AdoptedCheckpoints(run, builder.files);
        this.describes = new AtomicBoolean(parts.describes());
        this.origin = new Origin(run.id(), run.project(), run.entity());
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
            if (insight != null) {
                insight.startEpoch();
            }
        });
    }

    @Override
    public void onBackwardPass(Model model) {
        hooks.run(() -> {
            Network network = Network.of(model);
            if (network != null) {
                Map<String, IOutputLayer> outputs = network.outputs();
                outputs.forEach(
                        (name, output) -> addAccuracy(Validation.metricName("accuracy", name, outputs.size()), output));
            }
        });
    }

    @Override
    public void onGradientCalculation(Model model) {
        hooks.run(() -> {
            Network network = Network.of(model);
            if (network != null && insight != null) {
                insight.gradients(network);
            }
        });
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        hooks.run(() -> {
            memory.watch();
            Network network = Network.of(model);
            if (network != null) {
                double loss = network.score();
                means.add("loss", loss, model.batchSize());
                inputs = network.inputs();
                if (describes.compareAndSet(true, false)) {
                    NetworkConfig.addTo(run, network);
                }
                Report report = new Report(network, Counting.ITERATIONS);
                log.endBatch(loss, report);
                if (adopted != null) {
                    adopted.iterationDone(network, iteration, epoch, log, report.model());
                }
            } else {
                log.pretrained(Integer.toString(((Layer) model).getIndex()), model.score());
            }
        });
        hooks.stopIfAsked();
    }

    @Override
    public void onEpochEnd(Model model) {
        hooks.run(() -> {
            Network network = Network.of(model);
            if (network != null) {
                Report report = new Report(network, Counting.EPOCHS);
                Validation.Result validated = validation == null
                        ? Validation.Result.NONE
                        : validation.afterEpoch(network, log.epoch(report.epoch()));
                Map<String, Object> more = new LinkedHashMap<>(validated.media());
                if (insight != null) {
                    more.putAll(insight.endEpoch(network));
                }
                log.endEpoch(new EpochReport(
                        report.epoch(),
                        report.means(),
                        validated.metrics(),
                        report.learningRates(),
                        more,
                        report.model()));
                if (adopted != null) {
                    adopted.epochEnd(network, log, report.model());
                }
            }
        });
    }

    /** Measures and shows now what {@link ListenerBuilder#evaluate} asks for, whatever epoch it is; such as at the end of the training,
     * as a row of its own. Refused with a warning between the segments of a sequence under truncated backpropagation: there it
     * would change the training. */
    public void evaluate(Model model) {
        hooks.run(() -> {
            Network network = Network.of(model);
            if (network != null && network.isWithinSequence()) {
                run.warn("evaluation", "none within a sequence, whose state it would wipe out: evaluate between fits");
            } else if (validation == null) {
                run.warn("evaluation", "there is nothing to evaluate on: give data to the builder, validateOn(data)");
            } else if (network != null) {
                int epoch = log.epoch(network.epoch());
                Validation.Result found = validation.onRequest(network, epoch);
                log.evaluated(epoch, found.metrics(), found.media());
            }
        });
    }

    /** What an early stopping trainer is given, so that its outcome is recorded, and so that it ends when the server asks. From
     * now on this listener throws no exception to that end. */
    public <T extends Model> WandbEarlyStopping<T> earlyStopping() {
        return new WandbEarlyStopping<>(run, hooks, log.end());
    }

    /** Does the training, such as {@code () -> model.fit(data, 3)}, and records in the run's summary how it ended:
     * {@code outcome} and {@code outcome_reason}.
     *
     * @throws RuntimeException what the training throws; the run will end as failed */
    public void during(Runnable training) {
        log.end().during(training);
    }

    private void addAccuracy(String metric, IOutputLayer output) {
        Supplier<CorrectCount> count = BatchAccuracy.of(output);
        means.addLater(metric, () -> count.get().share());
    }

    /** What is told at the end of a batch or an epoch. */
    private final class Report implements BatchReport {
        private final Network network;
        private final Counting due;

        Report(Network network, Counting due) {
            this.network = network;
            this.due = due;
        }

        @Override
        public int epoch() {
            return network.epoch();
        }

        @Override
        public Map<String, Double> means() {
            return means.values();
        }

        @Override
        public Map<String, Double> learningRates() {
            return network.learningRates();
        }

        @Override
        public Map<String, Object> more() {
            return insight == null ? Map.of() : insight.endBatch(network);
        }

        @Override
        public TrainedModel model() {
            return new SavedNetwork(network, due, normalizer, origin, inputs);
        }
    }

    /** What a {@link WandbListener} is asked to do. */
    public static final class Builder extends ListenerBuilder<Builder> {
        private @Nullable MultiDataSetIterator validationData;
        private @Nullable CheckpointListener files;
        private @Nullable DataNormalization normalizer;

        private Builder(Run run) {
            super(run);
        }

        /** Measures loss and accuracy on this data after each epoch, in one pass; the iterator is reset before it.
         *
         * @throws UsageException if it cannot be reset */
        public Builder validateOn(DataSetIterator data) {
            return validateOn(new MultiDataSetIteratorAdapter(requireNonNull(data, "data")));
        }

        /** Measures loss and accuracies of all outputs on this data after each epoch, in one pass; the iterator is
         * reset before it.
         *
         * @throws UsageException if it cannot be reset */
        public Builder validateOn(MultiDataSetIterator data) {
            if (!data.resetSupported()) {
                throw new UsageException("validation data are read after each epoch, but " + data + " cannot be reset");
            }
            validationData = data;
            return this;
        }

        /** Logs the files that this checkpoint listener writes as versions of the model's artifact. It need not be given to the
         * network: it is called from here. */
        public Builder adopt(CheckpointListener listener) {
            files = requireNonNull(listener, "listener");
            return this;
        }

        /** Saves what normalizes the data in the file of each model, too. */
        public Builder normalizer(DataNormalization normalization) {
            normalizer = requireNonNull(normalization, "normalization");
            return this;
        }

        /** The listener; it can be given to one network after another.
         *
         * @throws UsageException if there is something to evaluate, but no data to do it on */
        public WandbListener build() {
            return new WandbListener(this, parts());
        }

        @Override
        protected Builder self() {
            return this;
        }
    }
}
