package io.wandb4j.djl;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.listener.TrainingListener.BatchData;
import ai.djl.translate.TranslateException;
import io.wandb4j.evaluation.EvaluationPlan;
import io.wandb4j.evaluation.EvaluationTally;
import io.wandb4j.training.ListenerParts;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Scores a network on data that it is not trained on: those that the training validates itself with, or a data set of its
 * own. Loss and evaluators, and what a plan asks for. */
final class Validation {
    private final @Nullable Dataset data;
    private final int everyEpochs;
    private final @Nullable EvaluationPlan plan;
    private final BatchScores scores;
    private @Nullable EvaluationTally tally;
    private boolean validated;
    private boolean everValidated;

    Validation(@Nullable Dataset data, ListenerParts parts, String key) {
        this.data = data;
        this.everyEpochs = parts.epochsPerValidation();
        this.plan = parts.evaluation();
        this.scores = new BatchScores(key, null);
    }

    /** What was found.
     *
     * @param metrics by bare names, {@code loss}
     * @param media charts and tables by their full names */
    record Result(Map<String, Double> metrics, Map<String, Object> media) {}

    void begin(Trainer trainer) {
        scores.begin(trainer);
        forget();
    }

    /** Leaves out what came before a batch of training: it does not speak of the epoch's end. */
    void forget() {
        validated = false;
    }

    /** Whether rows were seen since the last batch of training. */
    boolean isDone() {
        return validated;
    }

    /** Whether there were no rows at all so far. */
    boolean lacksData() {
        return data == null && !everValidated;
    }

    /** Whether a plan was given, but no rows to carry it out on. */
    boolean isAskedInVain() {
        return plan != null && lacksData();
    }

    /** Takes a batch that the training validates itself with. */
    void add(Trainer trainer, BatchData batch) {
        if (data != null) {
            return;
        }
        if (!validated) {
            validated = true;
            restart(trainer);
        }
        addRows(trainer, batch);
    }

    /** What is due after an epoch. */
    Result afterEpoch(Trainer trainer, int epoch) {
        boolean due = plan != null && plan.isDue(epoch + 1L);
        if (data != null && (due || (epoch + 1L) % everyEpochs == 0)) {
            pass(trainer, data);
        }
        Result result = validated ? result(epoch, due) : new Result(Map.of(), Map.of());
        forget();
        return result;
    }

    /** All that the plan has, due or not; of the last validation if there is no data set of its own. */
    Result onRequest(Trainer trainer, int epoch) {
        if (data != null) {
            pass(trainer, data);
        }
        return result(epoch, true);
    }

    private Result result(int epoch, boolean due) {
        Map<String, Double> metrics = new LinkedHashMap<>(scores.means());
        if (!due || tally == null) {
            return new Result(metrics, Map.of());
        }
        tally.metrics().forEach(metrics::putIfAbsent);
        return new Result(metrics, tally.media(epoch, ""));
    }

    private void restart(Trainer trainer) {
        everValidated = true;
        scores.reset();
        tally = plan == null ? null : new EvaluationTally(plan);
    }

    private void addRows(Trainer trainer, BatchData batch) {
        scores.add(trainer, batch);
        if (tally != null) {
            ValidationRows.add(batch, trainer.getLoss(), tally);
        }
    }

    private void pass(Trainer trainer, Dataset rows) {
        restart(trainer);
        validated = true;
        try (NDManager manager = trainer.getManager().newSubManager()) {
            for (Batch batch : rows.getData(manager)) {
                try (batch) {
                    score(trainer, batch);
                }
            }
        } catch (IOException | TranslateException e) {
            throw new IllegalStateException("cannot read the validation data: " + e, e);
        }
    }

    private void score(Trainer trainer, Batch whole) {
        for (Batch batch : whole.split(trainer.getDevices(), false)) {
            try (NDList predictions = trainer.evaluate(batch.getData())) {
                BatchData scored = new BatchData(batch, new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
                scored.getLabels().put(batch.getLabels().head().getDevice(), batch.getLabels());
                scored.getPredictions().put(predictions.head().getDevice(), predictions);
                addRows(trainer, scored);
            }
        }
    }
}
