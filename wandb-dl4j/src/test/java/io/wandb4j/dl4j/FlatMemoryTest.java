package io.wandb4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.Wandb;
import io.wandb4j.run.Run;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import io.wandb4j.training.insight.Insight;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Histograms of all gradients of every batch leave nothing behind, on the heap or off it. */
class FlatMemoryTest {
    private static final int BATCHES = Integer.getInteger("wandb4j.soak.batches", 300);
    private static final long MEGABYTE = 1 << 20;

    @TempDir
    Path dir;

    @Test
    void isFlatOverManyBatchesWithHistograms() {
        DataSet batch = Nets.rows(32, 1);
        MultiLayerNetwork network = Nets.dense(Activation.SOFTMAX, LossFunction.MCXENT, new Adam(0.01));
        try (Run run = Wandb.init(
                Settings.builder().mode(Mode.OFFLINE).rootDir(dir).silent(true).build())) {
            network.addListeners(WandbListener.builder(run)
                    .everyBatch()
                    .insight(Insight.everyBatches(1).everything())
                    .build());
            fit(network, batch, 100);
            long heap = heap();
            long outside = Pointer.totalBytes();
            fit(network, batch, BATCHES);

            System.out.printf(
                    java.util.Locale.ROOT,
                    "%d batches with histograms: heap %+d kB, outside %+d kB%n",
                    BATCHES,
                    (heap() - heap) / 1024,
                    (Pointer.totalBytes() - outside) / 1024);
            assertThat(heap()).isLessThan(heap + 8 * MEGABYTE);
            assertThat(Pointer.totalBytes()).isLessThan(outside + MEGABYTE);
        }
    }

    private static void fit(MultiLayerNetwork network, DataSet batch, int times) {
        for (int i = 0; i < times; i++) {
            network.fit(batch);
        }
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
