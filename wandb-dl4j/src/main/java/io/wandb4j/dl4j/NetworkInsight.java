package io.wandb4j.dl4j;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.wandb4j.run.Run;
import io.wandb4j.training.insight.Insight;
import io.wandb4j.training.insight.InsightLog;
import io.wandb4j.training.insight.InsightRow;
import java.util.IdentityHashMap;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Looks at the parameters, gradients, updates and pace of a network under training.
 *
 * <p>DL4J hands out the sum of the rows' gradients first and, once the step is done, what was taken from the parameters, both
 * in the same array. If epochs are looked at, gradients and updates are those of their first batch. Safe for use by several
 * threads, each with a network of its own. */
final class NetworkInsight {
    private static final double MILLION = 1e6;

    private final Insight insight;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final InsightLog log;

    @GuardedBy("lock")
    private final IdentityHashMap<Model, InsightRow> open = new IdentityHashMap<>();

    @GuardedBy("lock")
    private @Nullable InsightRow ofEpoch;

    NetworkInsight(Run run, Insight insight) {
        this.insight = insight;
        this.log = new InsightLog(run, insight);
    }

    void startEpoch() {
        synchronized (lock) {
            log.startEpoch();
            ofEpoch = null;
        }
    }

    /** The gradients of a batch are there. */
    void gradients(Network network) {
        synchronized (lock) {
            if (!log.isDue()) {
                return;
            }
            InsightRow row = new InsightRow(insight);
            if (insight.hasGradients()) {
                double factor = 1.0 / Math.max(1, network.model().batchSize());
                network.gradients()
                        .forEach((name, gradient) -> row.addGradient(name, FloatValues.of(gradient), factor));
            }
            open.put(network.model(), row);
        }
    }

    /** The step of a batch is done. What is to be logged of it; empty if nothing is due. */
    Map<String, Object> endBatch(Network network) {
        synchronized (lock) {
            log.tableOnce(() -> NetworkLayers.of(network));
            String batch = log.endBatch(network.model().batchSize(), (long) (network.dataWaitMillis() * MILLION));
            InsightRow row = open.remove(network.model());
            if (row == null) {
                return Map.of();
            }
            if (insight.hasUpdates()) {
                addUpdates(network, row);
            }
            if (insight.isOfEpochs()) {
                ofEpoch = row;
                return Map.of();
            }
            return finished(network, row, batch);
        }
    }

    /** What is to be logged of an epoch; empty if nothing is due. */
    Map<String, Object> endEpoch(Network network) {
        synchronized (lock) {
            log.endEpoch();
            if (!insight.isOfEpochs()) {
                return Map.of();
            }
            InsightRow row = ofEpoch == null ? new InsightRow(insight) : ofEpoch;
            ofEpoch = null;
            return finished(network, row, "the epoch");
        }
    }

    @GuardedBy("lock")
    private Map<String, Object> finished(Network network, InsightRow row, String where) {
        if (insight.hasWeights()) {
            network.parameters().forEach((name, weight) -> row.addWeight(name, FloatValues.of(weight)));
        }
        return log.values(row, where);
    }

    private static void addUpdates(Network network, InsightRow row) {
        Map<String, INDArray> parameters = network.parameters();
        network.gradients().forEach((name, update) -> {
            INDArray weight = parameters.get(name);
            if (weight != null) {
                row.addUpdate(name, FloatValues.norm(FloatValues.of(update)), FloatValues.norm(FloatValues.of(weight)));
            }
        });
    }
}
