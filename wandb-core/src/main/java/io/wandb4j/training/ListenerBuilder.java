package io.wandb4j.training;

import static java.util.Objects.requireNonNull;

import io.wandb4j.errors.UsageException;
import io.wandb4j.evaluation.EvaluationPlan;
import io.wandb4j.metric.MetricDefinition;
import io.wandb4j.metric.MetricDefinition.Goal;
import io.wandb4j.run.Run;
import io.wandb4j.training.insight.Insight;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What can be asked of a training listener in every framework.
 *
 * <p>Not asked for anything, a listener logs one row per epoch and obeys the server's wish to stop only under an agent.
 *
 * @param <B> the framework's builder, which adds what only that framework has */
public abstract class ListenerBuilder<B extends ListenerBuilder<B>> {
    private final Run run;
    private final TrainingEnd end;
    private int batchesPerRow;
    private int epochsPerValidation = 1;
    private boolean describes = true;
    private boolean prefixed = true;
    private boolean stopWhenAsked;
    private long initialStep;
    private @Nullable String bestPrefix = "best_";
    private Checkpoints checkpoints = Checkpoints.everyEpoch();
    private boolean saves;
    private @Nullable Goal better;
    private @Nullable String modelName;
    private @Nullable Path adopted;
    private @Nullable EvaluationPlan evaluation;
    private @Nullable Insight insight;

    protected ListenerBuilder(Run run) {
        this.run = requireNonNull(run, "run");
        this.end = new TrainingEnd(run);
        this.stopWhenAsked = run.isUnderAgent();
    }

    /** Logs a row of every batch too: the means since the start of the epoch, as Keras does. */
    public B everyBatch() {
        return everyBatches(1);
    }

    /** Logs a row of the first of every so many batches of an epoch too.
     *
     * @throws UsageException if the number is not positive */
    public B everyBatches(int batches) {
        if (batches < 1) {
            throw new UsageException("a row every " + batches + " batches cannot be; ask for 1 or more");
        }
        batchesPerRow = batches;
        return self();
    }

    /** Validates on the data that the listener was given after each so many epochs only, and where {@link #evaluate} is due.
     *
     * @throws UsageException if the number is not positive */
    public B validateEveryEpochs(int epochs) {
        if (epochs < 1) {
            throw new UsageException("a validation every " + epochs + " epochs cannot be; ask for 1 or more");
        }
        epochsPerValidation = epochs;
        return self();
    }

    /** Logs {@code loss}, {@code val_loss}, {@code epoch} ... without {@code epoch/} and {@code batch/} before them. */
    public B unprefixedNames() {
        prefixed = false;
        return self();
    }

    /** Begins the axis of the batches here, as {@code initial_global_step} of Keras' callback; otherwise it begins at 0, or
     * where a resumed run left off. */
    public B initialStep(long batches) {
        if (batches < 0) {
            throw new UsageException("the batches cannot begin at " + batches + "; give 0 or more");
        }
        initialStep = batches;
        return self();
    }

    /** Saves models as versions of an artifact. */
    public B save(Checkpoints plan) {
        checkpoints = requireNonNull(plan, "plan");
        saves = true;
        return self();
    }

    /** Saves the model as an artifact after each epoch that beats the ones before by this metric, such as
     * {@code epoch/val_loss}; the version gets the alias {@code best}. */
    public B saveBest(String metric) {
        return save(checkpoints.monitoring(metric).withBestOnly(true));
    }

    /** Saves the model as an artifact after each epoch; the best so far by validation loss gets the alias
     * {@code best}. */
    public B saveEveryEpoch() {
        return saveEveryEpoch("val_loss");
    }

    /** Saves the model as an artifact after each epoch; the best so far by this metric gets the alias {@code best}. */
    public B saveEveryEpoch(String metric) {
        return save(checkpoints.monitoring(metric).withBestOnly(false));
    }

    /** Says which values of the monitored metric are better, where its name does not: without this, higher is better
     * for accuracies and lower for everything else. */
    public B bestIs(Goal values) {
        better = requireNonNull(values, "values");
        return self();
    }

    /** Names the model's artifact; otherwise it is {@code run_<id>_model}.
     *
     * @throws UsageException if an artifact cannot have that name */
    public B modelName(String name) {
        checkpoints.named(name); // checked now
        modelName = name;
        return self();
    }

    /** Logs the model files that another listener writes into this folder as versions of the model's artifact, too: those of
     * DL4J's {@code CheckpointListener}, SameDiff's, and DJL's {@code SaveModelTrainingListener}. In DL4J that listener has to
     * stand before this one, or its last file comes too late. */
    public B adopt(Path folder) {
        adopted = requireNonNull(folder, "folder");
        return self();
    }

    /** Calls the best value of the monitored metric in the summary so, instead of {@code best_val_loss}; null leaves it and
     * {@code best_epoch} out. */
    public B bestPrefix(@Nullable String prefix) {
        bestPrefix = prefix;
        return self();
    }

    /** Measures and shows more of the validation: precision, recall, F1, areas, errors of numbers, charts, and rows with their
     * predictions. */
    public B evaluate(EvaluationPlan plan) {
        evaluation = requireNonNull(plan, "plan");
        return self();
    }

    /** Looks at weights, gradients, updates, layers or pace; off by itself, as it costs time. */
    public B insight(Insight plan) {
        insight = requireNonNull(plan, "plan");
        return self();
    }

    /** Leaves the run's config as it is, instead of adding layers, optimizer, batch size and the like to it. */
    public B withoutConfig() {
        describes = false;
        return self();
    }

    /** Leaves the training with a {@link io.wandb4j.errors.RunStoppedException} at the first batch after the server
     * asked the run to stop. On by itself under a sweep agent. */
    public B stopWhenAsked() {
        stopWhenAsked = true;
        return self();
    }

    /** This builder, as what it is. */
    protected abstract B self();

    /** What a listener is made of. Defines the axes of the run's charts. */
    protected final ListenerParts parts() {
        return new ListenerParts(
                run,
                new TrainingHooks(run, end, stopWhenAsked),
                log(),
                describes,
                epochsPerValidation,
                evaluation,
                insight);
    }

    private TrainingLog log() {
        MetricNames names = new MetricNames(prefixed);
        if (prefixed) {
            defineAxis("epoch/*", "epoch/epoch");
        }
        boolean batches = batchesPerRow > 0 || (insight != null && !insight.isOfEpochs());
        if (prefixed && batches) {
            defineAxis("batch/*", "batch/batch_step");
        }
        Checkpoints plan = plan();
        String monitor = MetricNames.bare(plan.monitor());
        return new TrainingLog(
                run,
                names,
                end,
                new BatchSteps(batchesPerRow, firstStep(names)),
                bestPrefix == null ? null : new BestInSummary(run, bestPrefix, plan, monitor),
                saves ? new ModelCheckpoints(run, plan, monitor, BestInSummary.before(run, bestPrefix, monitor)) : null,
                adopted == null ? null : new AdoptedFiles(run, adopted, plan.artifactName(run.id())),
                plan.artifactName(run.id()));
    }

    /** What was said of checkpoints apart from their plan holds for any, said before or after. */
    private Checkpoints plan() {
        Checkpoints plan = modelName == null ? checkpoints : checkpoints.named(modelName);
        return better == null ? plan : plan.bestIs(better);
    }

    private long firstStep(MetricNames names) {
        boolean goesOn =
                initialStep == 0 && run.isResumed() && run.summary().get(names.batch("batch_step")) instanceof Number;
        return goesOn
                ? ((Number) requireNonNull(run.summary().get(names.batch("batch_step")))).longValue()
                        + Math.max(1, batchesPerRow)
                : initialStep;
    }

    private void defineAxis(String metrics, String axis) {
        run.defineMetric(MetricDefinition.of(axis));
        run.defineMetric(MetricDefinition.of(metrics).withStep(axis));
    }
}
