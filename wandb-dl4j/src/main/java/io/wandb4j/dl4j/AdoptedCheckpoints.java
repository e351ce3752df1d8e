package io.wandb4j.dl4j;

import io.wandb4j.run.Run;
import io.wandb4j.training.TrainedModel;
import io.wandb4j.training.TrainingLog;
import java.util.Collection;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.optimize.listeners.Checkpoint;
import org.deeplearning4j.optimize.listeners.CheckpointListener;

/** Logs the files that DL4J's own checkpoint listener writes.
 *
 * <p>A checkpoint listener that is not among those of the network is called from here, so that its file is there when it is
 * looked for. */
final class AdoptedCheckpoints {
    private final Run run;
    private final CheckpointListener files;
    private int seen = -1;

    AdoptedCheckpoints(Run run, CheckpointListener files) {
        this.run = run;
        this.files = files;
    }

    void iterationDone(Network network, int iteration, int epoch, TrainingLog log, TrainedModel model) {
        after(() -> files.iterationDone(network.model(), iteration, epoch), network, log, model);
    }

    void epochEnd(Network network, TrainingLog log, TrainedModel model) {
        after(() -> files.onEpochEnd(network.model()), network, log, model);
    }

    private void after(Runnable turn, Network network, TrainingLog log, TrainedModel model) {
        try {
            if (isOurs(network.model())) {
                turn.run();
            }
            adopt(log, model);
        } catch (RuntimeException e) { // it throws what it likes where its folder is gone or full
            run.warn("adopted checkpoints", "the CheckpointListener failed, so that a checkpoint is missing: " + e);
        }
    }

    private boolean isOurs(Model model) {
        Collection<TrainingListener> listeners = listeners(model);
        if (!listeners.contains(files)) {
            return true;
        }
        for (TrainingListener each : listeners) {
            if (each == files) {
                return false;
            }
            if (each instanceof WandbListener) {
                run.warn(
                        "adopted checkpoints",
                        "the last checkpoint will be missed, as the CheckpointListener comes after the WandbListener; "
                                + "take it out of the network's listeners, adopt(...) calls it");
                return false;
            }
        }
        return false;
    }

    private void adopt(TrainingLog log, TrainedModel model) {
        for (Checkpoint checkpoint : files.availableCheckpoints()) {
            if (checkpoint.getCheckpointNum() > seen) {
                seen = checkpoint.getCheckpointNum();
                log.adopt(files.getFileForCheckpoint(checkpoint).toPath(), checkpoint.getEpoch(), model);
            }
        }
    }

    private static Collection<TrainingListener> listeners(Model model) {
        return model instanceof MultiLayerNetwork layered
                ? layered.getListeners()
                : ((ComputationGraph) model).getListeners();
    }
}
