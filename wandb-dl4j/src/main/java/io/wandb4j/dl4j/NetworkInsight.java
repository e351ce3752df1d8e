package io.wandb4j.dl4j;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.wandb4j.run.Run;
import io.wandb4j.training.insight.Insight;
import io.wandb4j.training.insight.InsightRow;
import io.wandb4j.training.insight.ModelTable;
import io.wandb4j.training.insight.NonFiniteAlert;
import io.wandb4j.training.insight.Pace;
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

    private final Run run;
    private final Insight insight;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final NonFiniteAlert alert;

    @GuardedBy("lock")
    private final Pace pace = new Pace(System::nanoTime);

    @GuardedBy("lock")
    private final IdentityHashMap<Model, InsightRow> open = new IdentityHashMap<>();

    @GuardedBy("lock")
    private @Nullable InsightRow ofEpoch;

    @GuardedBy("lock")
    private long batchInEpoch;

    @GuardedBy("lock")
    private boolean hasTable;

    NetworkInsight(Run run, Insight insight) {
        this.run = run;
        this.insight = insight;
        this.alert = new NonFiniteAlert(run);
    }

    void startEpoch() {
        synchronized (lock) {
            batchInEpoch = 0;
            ofEpoch = null;
            pace.restart();
        }
    }

    /** The gradients of a batch are there. */
    void gradients(Network network) {
        synchronized (lock) {
            boolean due = insight.isOfEpochs() ? batchInEpoch == 0 : insight.isDue(batchInEpoch);
            if (!due) {
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
            tableOnce(network);
            pace.addBatch(network.model().batchSize(), (long) (network.dataWaitMillis() * MILLION));
            long batch = batchInEpoch++;
            InsightRow row = open.remove(network.model());
            if (row == null) {
                return Map.of();
            }
            if (insight.hasUpdates()) {
                addUpdates(network, row);
            }
            alert.see(row, "batch " + batch + " of the epoch");
            if (insight.isOfEpochs()) {
                ofEpoch = row;
                return Map.of();
            }
            return finished(network, row);
        }
    }

    /** What is to be logged of an epoch; empty if nothing is due. */
    Map<String, Object> endEpoch(Network network) {
        synchronized (lock) {
            batchInEpoch = 0;
            if (!insight.isOfEpochs()) {
                return Map.of();
            }
            InsightRow row = ofEpoch == null ? new InsightRow(insight) : ofEpoch;
            ofEpoch = null;
            return finished(network, row);
        }
    }

    @GuardedBy("lock")
    private Map<String, Object> finished(Network network, InsightRow row) {
        if (insight.hasWeights()) {
            network.parameters().forEach((name, weight) -> row.addWeight(name, FloatValues.of(weight)));
        }
        if (insight.hasPace()) {
            row.addAll(pace.values());
        }
        return row.values();
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

    @GuardedBy("lock")
    private void tableOnce(Network network) {
        if (insight.hasModelTable() && !hasTable) {
            hasTable = true;
            ModelTable.log(run, NetworkLayers.of(network));
        }
    }
}
