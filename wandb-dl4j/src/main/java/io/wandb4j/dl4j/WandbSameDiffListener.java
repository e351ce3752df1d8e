package io.wandb4j.dl4j;

import static java.util.Objects.requireNonNull;

import io.wandb4j.errors.RunStoppedException;
import io.wandb4j.errors.UsageException;
import io.wandb4j.evaluation.EvaluationPlan;
import io.wandb4j.run.Run;
import io.wandb4j.training.BatchReport;
import io.wandb4j.training.ListenerBuilder;
import io.wandb4j.training.ListenerParts;
import io.wandb4j.training.TrainedModel;
import io.wandb4j.training.TrainingHooks;
import io.wandb4j.training.TrainingLog;
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

/** Logs the training of a {@code SameDiff} graph to a run.
 *
 * <pre>{@code graph.setListeners(WandbSameDiffListener.of(run, graph));}</pre>
 *
 * <p>Every epoch becomes a row: {@code epoch/epoch} (from 0), {@code epoch/loss}, {@code epoch/learning_rate}, and what the
 * graph's training configuration evaluates; with validation data in {@code fit} {@code epoch/val_loss} and its validation
 * evaluations, too, on which {@link ListenerBuilder#evaluate} shows more. The loss is the right one, where SameDiff itself reports 0.
 *
 * <p>The run stays the caller's. Nothing is thrown into the training but what {@link Builder#stopWhenAsked} speaks of. A
 * listener serves one graph, and one training at a time. */
public final class WandbSameDiffListener extends BaseEvaluationListener {
    private final SameDiff graph;
    private final TrainingHooks hooks;
    private final TrainingLog log;
    private final Run run;
    private final Origin origin;
    private final LossRequest request;
    private final GraphEpochs epochs;
    private final GraphOptimizer optimizer;
    private final @Nullable GraphInsight insight;
    private boolean describes;

    private WandbSameDiffListener(SameDiff graph, ListenerParts parts) {
        this.graph = graph;
        this.run = parts.run();
        this.hooks = parts.hooks();
        this.log = parts.log();
        this.describes = parts.describes();
        this.origin = new Origin(run.id(), run.project(), run.entity());
        this.request = new LossRequest(graph);
        this.epochs = new GraphEpochs(graph, parts, this::modelAfterEpoch);
        this.optimizer = new GraphOptimizer(graph);
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
        try {
            log.end().during(training);
        } finally {
            hooks.run(request::takeBack); // SameDiff does not tell of the end of a training that failed
        }
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
                request.ask();
                if (insight != null) {
                    insight.begin();
                }
            });
        }
    }

    @Override
    public void epochStartEvaluations(SameDiff ignored, At at) {
        hooks.run(() -> {
            epochs.start(at.epoch());
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
            long rows = GraphEpochs.rows(batch);
            if (describes) {
                describes = false;
                GraphConfig.addTo(run, graph, rows);
            }
            epochs.addLoss(loss.totalLoss(), (double) rows);
            log.endBatch(loss.totalLoss(), new Report(at, insight == null ? Map.of() : insight.endBatch(rows)));
        });
        try {
            hooks.stopIfAsked();
        } catch (RunStoppedException e) {
            hooks.run(request::takeBack);
            throw e;
        }
    }

    @Override
    public ListenerResponse epochEndEvaluations(
            SameDiff ignored, At at, LossCurve losses, long epochTimeMillis, EvaluationRecord evaluations) {
        hooks.run(() -> {
            Map<String, Object> seen = insight == null ? Map.of() : insight.endEpoch();
            epochs.end(at.epoch(), evaluations, optimizer.learningRates(at), seen);
        });
        return ListenerResponse.CONTINUE;
    }

    @Override
    public void activationAvailableEvaluations(
            SameDiff ignored, At at, MultiDataSet batch, SameDiffOp operation, String variable, INDArray value) {
        if (insight != null && at.operation() == Operation.TRAINING) {
            hooks.run(() -> insight.computed(variable, value));
        }
        if (at.operation() == Operation.TRAINING_VALIDATION) {
            hooks.run(() -> epochs.validated(variable, batch, value));
        }
    }

    @Override
    public ListenerResponse validationDoneEvaluations(
            SameDiff ignored, At at, long validationTimeMillis, EvaluationRecord evaluations) {
        hooks.run(() -> epochs.endValidation(evaluations, optimizer.regularization(at)));
        return ListenerResponse.CONTINUE;
    }

    @Override
    public void operationEnd(SameDiff ignored, Operation operation) {
        if (operation == Operation.TRAINING) {
            hooks.run(() -> {
                epochs.flush();
                request.takeBack();
            });
        }
    }

    private TrainedModel modelAfterEpoch(int epoch) {
        return new SavedGraph(graph, request, graph.getTrainingConfig().getIterationCount(), epoch + 1, origin);
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
            return epochs.means();
        }

        @Override
        public Map<String, Double> learningRates() {
            return optimizer.learningRates(at);
        }

        @Override
        public Map<String, Object> more() {
            return more;
        }

        @Override
        public TrainedModel model() {
            return new SavedGraph(graph, request, at.iteration() + 1, at.epoch(), origin);
        }
    }

    /** What a {@link WandbSameDiffListener} is asked to do. */
    public static final class Builder extends ListenerBuilder<Builder> {
        private final SameDiff graph;

        private Builder(Run run, SameDiff graph) {
            super(run);
            this.graph = requireNonNull(graph, "graph");
        }

        /** The listener.
         *
         * @throws UsageException if something is asked for that {@code fit} of a graph decides: how often to validate, or
         *     evaluations that its training configuration does not name */
        public WandbSameDiffListener build() {
            ListenerParts parts = parts();
            if (parts.epochsPerValidation() != 1) {
                throw new UsageException("fit(...) of a SameDiff graph says itself how often it validates");
            }
            EvaluationPlan plan = parts.evaluation();
            if (plan != null && plan.isOnRequest()) {
                throw new UsageException("a SameDiff graph is evaluated while fit(...) validates, not on request");
            }
            TrainingConfig configuration = graph.getTrainingConfig();
            if (plan != null
                    && configuration != null
                    && configuration.getValidationEvaluations().isEmpty()) {
                throw new UsageException(
                        "a SameDiff graph does not tell what it predicts: name the variable, its labels and"
                                + " an evaluation in the TrainingConfig (validationEvaluation), which says what is evaluated");
            }
            return new WandbSameDiffListener(graph, parts);
        }

        @Override
        protected Builder self() {
            return this;
        }
    }
}
