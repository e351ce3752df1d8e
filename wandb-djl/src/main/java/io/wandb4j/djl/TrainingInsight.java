package io.wandb4j.djl;

import ai.djl.metric.Metrics;
import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.util.Pair;
import io.wandb4j.run.Run;
import io.wandb4j.training.insight.Insight;
import io.wandb4j.training.insight.InsightLog;
import io.wandb4j.training.insight.InsightRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks at parameters, gradients and pace of a DJL training.
 *
 * <p>A batch is seen before the optimizer steps, so an update is known one batch later, or at the end of the epoch. Arrays
 * are copied into Java's memory and closed at once: a gradient is a new array with each call. */
final class TrainingInsight {
    private static final List<String> COMPUTING = List.of("forward", "backward", "step");

    private final Insight insight;
    private final InsightLog log;
    private InsightRow open;
    private @Nullable Map<String, float[]> before;
    private long handedBack;

    TrainingInsight(Insight insight, Run run) {
        this.insight = insight;
        this.log = new InsightLog(run, insight);
        this.open = new InsightRow(insight);
    }

    /** Looks at a model whose parameters stand ready. */
    void begin(Trainer trainer) {
        before = null;
        open = new InsightRow(insight);
        log.tableOnce(() -> ModelLayers.of(trainer.getModel().getBlock()));
        if (insight.hasPace() && trainer.getMetrics() == null) { // without it DJL does not say how long it computes
            Metrics latest = new Metrics();
            latest.setLimit(1);
            trainer.setMetrics(latest);
        }
        log.startEpoch();
        handedBack = System.nanoTime();
    }

    /** What is to be logged of a batch; empty if nothing is due.
     *
     * @param last whether it is known to be the last of its epoch */
    Map<String, Object> endBatch(Trainer trainer, Batch batch, boolean last) {
        boolean due = insight.isOfEpochs() ? last : log.isDue();
        String where = log.endBatch(batch.getSize(), waited(trainer));
        if (!insight.isOfEpochs()) {
            addUpdates(trainer);
        }
        if (due) {
            look(trainer);
        }
        return insight.isOfEpochs() ? Map.of() : flush(due, where);
    }

    /** The training goes on now. */
    void handBack() {
        handedBack = System.nanoTime();
    }

    /** What is to be logged of an epoch; empty if nothing is due. */
    Map<String, Object> endEpoch(Trainer trainer, int epoch) {
        log.endEpoch();
        addUpdates(trainer);
        if (insight.isOfEpochs() && insight.hasWeights()) {
            parameters(trainer).forEach(open::addWeight);
        }
        return flush(insight.isOfEpochs(), "epoch " + epoch);
    }

    private void look(Trainer trainer) {
        Map<String, float[]> now = insight.hasUpdates() || insight.hasWeights() ? parameters(trainer) : Map.of();
        if (insight.hasWeights() && !insight.isOfEpochs()) {
            now.forEach(open::addWeight);
        }
        if (insight.hasGradients()) {
            addGradients(trainer);
        }
        before = insight.hasUpdates() ? now : null;
    }

    private Map<String, Object> flush(boolean due, String where) {
        InsightRow row = open;
        open = new InsightRow(insight);
        return due ? log.values(row, where) : row.values(); // that is an update that had to wait for its batch's step
    }

    private void addUpdates(Trainer trainer) {
        Map<String, float[]> then = before;
        if (then != null) {
            before = null;
            parameters(trainer).forEach((name, now) -> {
                float[] old = then.get(name);
                if (old != null && old.length == now.length) {
                    open.addUpdate(name, old, now);
                }
            });
        }
    }

    private void addGradients(Trainer trainer) {
        for (Pair<String, Parameter> pair : trainer.getModel().getBlock().getParameters()) {
            NDArray array = pair.getValue().getArray(); // the parameter's own, not ours to close
            if (pair.getValue().requiresGradient() && array.hasGradient()) {
                try (NDArray gradient = array.getGradient()) {
                    open.addGradient(pair.getKey(), Floats.of(gradient), 1);
                }
            }
        }
    }

    private static Map<String, float[]> parameters(Trainer trainer) {
        Map<String, float[]> parameters = new LinkedHashMap<>();
        for (Pair<String, Parameter> pair : trainer.getModel().getBlock().getParameters()) {
            if (pair.getValue().requiresGradient()) {
                parameters.put(pair.getKey(), Floats.of(pair.getValue().getArray()));
            }
        }
        return parameters;
    }

    /** The time since the training went on that was not spent on computing. */
    private long waited(Trainer trainer) {
        Metrics metrics = trainer.getMetrics();
        long elapsed = System.nanoTime() - handedBack;
        if (metrics == null) {
            return 0;
        }
        for (String name : COMPUTING) {
            if (metrics.hasMetric(name)) {
                elapsed -= metrics.latestMetric(name).getValue().longValue();
            }
        }
        return Math.max(0, elapsed);
    }
}
