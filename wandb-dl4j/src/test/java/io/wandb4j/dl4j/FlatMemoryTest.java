package io.wandb4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.Wandb;
import io.wandb4j.run.Run;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import io.wandb4j.training.insight.Insight;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Histograms of all tensors of every batch leave nothing behind, on the heap or off it.
 *
 * <p>A reading is the least of several, each after a collection: what the first finds dead may only go with the second, and other
 * threads allocate between collection and reading. Of the growths over five stretches of the training the one in the middle
 * counts: caches and tables grow once in a while, by megabytes, but what each batch leaves behind shows in every stretch. A row
 * that stays takes 10 kB of the heap, an array of ND4J's 1.3 kB. */
class FlatMemoryTest {
    private static final int BATCHES = Integer.getInteger("wandb4j.soak.batches", 600);
    private static final int STRETCHES = 5;
    private static final int WARM_UP = 200;
    private static final int READINGS = 10;
    private static final long KILOBYTE = 1 << 10;

    @TempDir
    Path dir;

    @Test
    void isFlatOverManyBatchesWithHistograms() {
        DataSet batch = Nets.rows(32, 1);
        MultiLayerNetwork network = Nets.dense(Activation.SOFTMAX, LossFunction.MCXENT, new Adam(0.01));
        try (Run run = Wandb.init(Settings.builder()
                .mode(Mode.OFFLINE)
                .rootDir(dir)
                .disableStats(true)
                .silent(true)
                .build())) {
            network.addListeners(WandbListener.builder(run)
                    .everyBatch()
                    .insight(Insight.everyBatches(1).everything())
                    .build());
            fit(network, batch, WARM_UP);
            long[] heap = new long[STRETCHES + 1];
            long[] process = new long[STRETCHES + 1];
            for (int i = 0; i <= STRETCHES; i++) {
                fit(network, batch, i == 0 ? 0 : BATCHES / STRETCHES);
                heap[i] = least(FlatMemoryTest::heap);
                process[i] = least(Pointer::physicalBytes);
            }

            System.out.printf(
                    Locale.ROOT,
                    "DL4J, %d batches with histograms: heap %+d kB, process %+d kB, in the middle of %d stretches %+d and %+d%n",
                    BATCHES,
                    (heap[STRETCHES] - heap[0]) / KILOBYTE,
                    (process[STRETCHES] - process[0]) / KILOBYTE,
                    STRETCHES,
                    middleGrowth(heap) / KILOBYTE,
                    middleGrowth(process) / KILOBYTE);
            assertThat(middleGrowth(heap)).isLessThan(BATCHES / STRETCHES * KILOBYTE);
            assertThat(middleGrowth(process)).isLessThan(16 * KILOBYTE * KILOBYTE);
        }
    }

    private static void fit(MultiLayerNetwork network, DataSet batch, int times) {
        for (int i = 0; i < times; i++) {
            network.fit(batch);
            if (i % 50 == 0) {
                System.gc(); // or ND4J's table of dead arrays grows with the time between collections, and stays large
            }
        }
    }

    private static long middleGrowth(long[] readings) {
        long[] growths = IntStream.range(1, readings.length)
                .mapToLong(i -> readings[i] - readings[i - 1])
                .sorted()
                .toArray();
        return growths[growths.length / 2];
    }

    private static long least(LongSupplier reading) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < READINGS; i++) {
            System.gc();
            least = Math.min(least, reading.getAsLong());
        }
        return least;
    }

    private static long heap() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
