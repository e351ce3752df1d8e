package io.wandb4j.dl4j;

import io.wandb4j.Wandb;
import io.wandb4j.run.Run;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import io.wandb4j.training.insight.Insight;
import java.nio.file.Path;
import java.util.Arrays;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A training in a process of its own, where no file may grow; prints what it learned. */
final class FullDiskTraining {
    private static final int EPOCHS = 4;

    private FullDiskTraining() {}

    public static void main(String[] arguments) {
        try (Run run = Wandb.init(Settings.builder()
                .mode(Mode.OFFLINE)
                .rootDir(Path.of(arguments[0]))
                .dataDir(Path.of(arguments[0]).resolve("data"))
                .build())) {
            MultiLayerNetwork network = network();
            network.addListeners(WandbListener.builder(run)
                    .everyBatch()
                    .validateOn(data())
                    .insight(Insight.everyBatches(1).everything())
                    .build());
            network.fit(data(), EPOCHS);
            System.out.println(shown(network));
        }
    }

    static String learnedWithoutListener() {
        MultiLayerNetwork network = network();
        network.fit(data(), EPOCHS);
        return shown(network);
    }

    private static MultiLayerNetwork network() {
        return Nets.dense(Activation.SOFTMAX, LossFunction.MCXENT, new Adam(0.01));
    }

    private static ListDataSetIterator<?> data() {
        return new ListDataSetIterator<>(Nets.rows(40, 1).batchBy(8), 1);
    }

    private static String shown(MultiLayerNetwork network) {
        return "learned " + Arrays.hashCode(network.params().toFloatVector());
    }
}
