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
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.listeners.At;
import org.nd4j.autodiff.listeners.BaseEvaluationListener;
import org.nd4j.autodiff.listeners.ListenerEvaluations;
import org.nd4j.autodiff.listeners.ListenerResponse;
import org.nd4j.autodiff.listeners.ListenerVariables;
import org.nd4j.autodiff.listeners.Loss;
import org.nd4j.autodiff.listeners.Operation;
import org.nd4j.autodiff.listeners.records.EvaluationRecord;
import org.nd4j.autodiff.listeners.records.LossCurve;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.TrainingConfig;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.autodiff.samediff.internal.Variable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.learning.config.IUpdater;

/** Logs the training of a {@code SameDiff} graph to a run.
 *
 * <pre>{@code graph.setListeners(WandbSameDiffListener.of(run, graph));}</pre>
 *
 * <p>Every epoch becomes a row: {@code epoch/epoch} (from 0), {@code epoch/loss}, {@code epoch/learning_rate}, and what the
 * graph's training configuration evaluates; with validation data in {@code fit} {@code epoch/val_loss} and its validation
 * evaluations, too. The loss is the right one, where SameDiff itself reports 0.
 *
 * <p>The run stays the caller's. Nothing is thrown into the training but what {@link Builder#stopWhenAsked} speaks of. A
 * listener serves one graph, and one training at a time. */
public final class WandbSameDiffListener extends BaseEvaluationListener {
    private final SameDiff graph;
    private final TrainingHooks hooks;
    private final TrainingLog log;
    private final RunningMeans means = new RunningMeans();
    private final RunningMeans validationLoss = new RunningMeans();
    private final @Nullable GraphInsight insight;
    private @Nullable LossRequest request;
    private @Nullable Epoch open;

    private WandbSameDiffListener(SameDiff graph, ListenerParts parts) {
        this.graph = graph;
        this.hooks = parts.hooks();
        this.log = parts.log();
        this.insight = parts.insight() == null ? null : new GraphInsight(parts.run(), parts.insight(), graph);
    }

    /** A listener that logs a row per epoch. */
    public static WandbSameDiffListener of(Run run, SameDiff graph) {
        return builder(run, graph).build();
    }

    /** A listener that does more: batches, checkpoints. */
    public static Builder builder(Run run, SameDiff graph) {
        return new Builder(run, graph);
    }

    /** Does the training and records in the run's summary how it ended.
     *
     * @throws RuntimeException what the training throws; the run will end as failed */
    public void during(Runnable training) {
        log.end().during(training);
    }

    @Override
    public ListenerEvaluations evaluations() {
        TrainingConfig configuration = graph.getTrainingConfig();
        return new ListenerEvaluations(
                configuration.getTrainEvaluations(),
                configuration.getTrainEvaluationLabels(),
                configuration.getValidationEvaluations(),
                configuration.getValidationEvaluationLabels());
    }

    @Override
    public ListenerVariables otherRequiredVariables(SameDiff ignored) {
        return ListenerVariables.builder()
                .validationVariables(graph.getLossVariables().toArray(String[]::new))
                .build();
    }

    @Override
    public boolean isActive(Operation operation) {
        return operation.isTrainingPhase();
    }

    @Override
    public void operationStart(SameDiff ignored, Operation operation) {
        if (operation == Operation.TRAINING) {
            hooks.run(() -> {
                request = LossRequest.of(graph);
                if (insight != null) {
                    insight.begin();
                }
            });
        }
    }

    @Override
    public void epochStartEvaluations(SameDiff ignored, At at) {
        hooks.run(() -> {
            flush();
            means.reset();
            validationLoss.reset();
            log.startEpoch();
            if (insight != null) {
                insight.startEpoch();
            }
        });
    }

    @Override
    public void preUpdate(SameDiff ignored, At at, Variable variable, INDArray update) {
        if (insight != null) {
            hooks.run(() -> insight.update(variable, update));
        }
    }

    @Override
    public void iterationDone(SameDiff ignored, At at, MultiDataSet batch, @Nullable Loss loss) {
        if (at.operation() != Operation.TRAINING || loss == null) {
            return; // validation has batches, too
        }
        hooks.run(() -> {
            means.add("loss", loss.totalLoss(), (double) rows(batch));
            log.endBatch(loss.totalLoss(), new Report(at, insight == null ? Map.of() : insight.endBatch(rows(batch))));
        });
        hooks.stopIfAsked();
    }

    @Override
    public ListenerResponse epochEndEvaluations(
            SameDiff ignored, At at, LossCurve losses, long epochTimeMillis, EvaluationRecord evaluations) {
        hooks.run(() -> {
            Map<String, Double> metrics = new LinkedHashMap<>(means.values());
            metrics.putAll(EvaluationNames.metrics(evaluations));
            Map<String, Object> seen = insight == null ? Map.of() : insight.endEpoch();
            open = new Epoch(at.epoch(), metrics, learningRates(at), new LinkedHashMap<>(), seen);
        });
        return ListenerResponse.CONTINUE;
    }

    @Override
    public void activationAvailableEvaluations(
            SameDiff ignored, At at, MultiDataSet batch, SameDiffOp operation, String variable, INDArray value) {
        if (insight != null && at.operation() == Operation.TRAINING) {
            hooks.run(() -> insight.computed(variable, value));
        }
        if (at.operation() == Operation.TRAINING_VALIDATION
                && graph.getLossVariables().contains(variable)) {
            hooks.run(() -> validationLoss.add(variable, value.sumNumber().doubleValue(), (double) rows(batch)));
        }
    }

    @Override
    public ListenerResponse validationDoneEvaluations(
            SameDiff ignored, At at, long validationTimeMillis, EvaluationRecord evaluations) {
        hooks.run(() -> {
            Epoch epoch = open;
            if (epoch != null) {
                Map<String, Double> losses = validationLoss.values();
                if (!losses.isEmpty()) {
                    epoch.validation.put(
                            "loss",
                            losses.values().stream()
                                    .mapToDouble(Double::doubleValue)
                                    .sum());
                }
                epoch.validation.putAll(EvaluationNames.metrics(evaluations));
                flush();
            }
        });
        return ListenerResponse.CONTINUE;
    }

    @Override
    public void operationEnd(SameDiff ignored, Operation operation) {
        if (operation == Operation.TRAINING) {
            hooks.run(() -> {
                flush();
                if (request != null) {
                    request.takeBack();
                }
            });
        }
    }

    /** An epoch's row waits for its validation, which may not come. */
    private void flush() {
        Epoch epoch = open;
        open = null;
        if (epoch != null) {
            log.endEpoch(new EpochReport(
                    epoch.number, epoch.metrics, epoch.validation, epoch.rates, epoch.seen, new SavedGraph(graph)));
        }
    }

    private static long rows(MultiDataSet batch) {
        return batch.getFeatures().length == 0 ? 1 : batch.getFeatures(0).size(0);
    }

    private Map<String, Double> learningRates(At at) {
        IUpdater updater = graph.getTrainingConfig().getUpdater();
        return updater != null && updater.hasLearningRate()
                ? Map.of("", updater.getLearningRate(at.iteration(), at.epoch()))
                : Map.of();
    }

    /** What is told at the end of a batch. */
    private final class Report implements BatchReport {
        private final At at;
        private final Map<String, Object> more;

        Report(At at, Map<String, Object> more) {
            this.at = at;
            this.more = more;
        }

        @Override
        public int epoch() {
            return at.epoch();
        }

        @Override
        public Map<String, Double> means() {
            return means.values();
        }

        @Override
        public Map<String, Double> learningRates() {
            return WandbSameDiffListener.this.learningRates(at);
        }

        @Override
        public Map<String, Object> more() {
            return more;
        }

        @Override
        public TrainedModel model() {
            return new SavedGraph(graph);
        }
    }

    /** An epoch that ended. */
    private record Epoch(
            int number,
            Map<String, Double> metrics,
            Map<String, Double> rates,
            Map<String, Double> validation,
            Map<String, Object> seen) {}

    /** What a {@link WandbSameDiffListener} is asked to do. */
    public static final class Builder extends ListenerBuilder<Builder> {
        private final SameDiff graph;

        private Builder(Run run, SameDiff graph) {
            super(run);
            this.graph = requireNonNull(graph, "graph");
        }

        /** The listener.
         *
         * @throws UsageException if {@link #evaluate} was asked for: a graph is evaluated by its training configuration */
        public WandbSameDiffListener build() {
            ListenerParts parts = parts();
            if (parts.evaluation() != null) {
                throw new UsageException("a SameDiff graph is evaluated by what its TrainingConfig names"
                        + " (validationEvaluation); that is logged by itself, without evaluate(plan)");
            }
            return new WandbSameDiffListener(graph, parts);
        }

        @Override
        protected Builder self() {
            return this;
        }
    }
}
