package io.wandb4j.benchmarks;

import io.wandb4j.dl4j.WandbListener;
import io.wandb4j.run.Run;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What the DL4J listener costs an epoch: pairs of epochs with and without it, in turns, in one JVM.
 *
 * <p>The network is the MNIST perceptron (784-64-64-10, batch 64, 938 batches); the pictures are noise, since their values
 * do not change the cost. Prints the median ratio of the pairs by the clock and by the training thread's processor time,
 * with a 95 % bootstrap interval. Arguments: pairs (30), log every n batches (1; 0 for epochs only). */
public final class ListenerCost {
    private static final int BATCH = 64;
    private static final int BATCHES = 938;
    private static final int RESAMPLES = 10_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private ListenerCost() {}

    public static void main(String[] args) throws IOException {
        int pairs = args.length > 0 ? Integer.parseInt(args[0]) : 30;
        int every = args.length > 1 ? Integer.parseInt(args[1]) : 1;
        List<DataSet> data = data();
        Settings settings = Settings.builder()
                .mode(Mode.OFFLINE)
                .rootDir(Files.createTempDirectory("wandb-listener-cost"))
                .silent(true)
                .build();
        try (Run run = Run.start(settings)) {
            MultiLayerNetwork plain = network();
            MultiLayerNetwork logged = network();
            WandbListener.Builder builder = WandbListener.builder(run);
            logged.addListeners((every > 0 ? builder.everyBatches(every) : builder).build());
            measure(plain, logged, data, pairs);
        }
    }

    private static void measure(MultiLayerNetwork plain, MultiLayerNetwork logged, List<DataSet> data, int pairs) {
        for (int i = 0; i < 3; i++) { // warm-up
            epoch(plain, data);
            epoch(logged, data);
        }
        double[] byClock = new double[pairs];
        double[] byProcessor = new double[pairs];
        for (int pair = 0; pair < pairs; pair++) {
            boolean plainFirst = pair % 2 == 0;
            Cost first = epoch(plainFirst ? plain : logged, data);
            Cost second = epoch(plainFirst ? logged : plain, data);
            Cost without = plainFirst ? first : second;
            Cost with = plainFirst ? second : first;
            byClock[pair] = (double) with.clock() / without.clock();
            byProcessor[pair] = (double) with.processor() / without.processor();
        }
        report("clock", byClock);
        report("processor time of the training thread", byProcessor);
    }

    private static Cost epoch(MultiLayerNetwork network, List<DataSet> data) {
        long clock = System.nanoTime();
        long processor = THREADS.getCurrentThreadCpuTime();
        network.fit(new ExistingDataSetIterator(data));
        return new Cost(System.nanoTime() - clock, THREADS.getCurrentThreadCpuTime() - processor);
    }

    private static void report(String what, double[] ratios) {
        SplittableRandom random = new SplittableRandom(1);
        double[] medians = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            medians[i] = median(random.ints(ratios.length, 0, ratios.length)
                    .mapToDouble(drawn -> ratios[drawn])
                    .toArray());
        }
        Arrays.sort(medians);
        System.out.printf(
                Locale.ROOT,
                "%s: with/without = %.4f (95 %% interval %.4f to %.4f, %d pairs)%n",
                what,
                median(ratios),
                medians[RESAMPLES / 40],
                medians[RESAMPLES - RESAMPLES / 40],
                ratios.length);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static List<DataSet> data() {
        Nd4j.getRandom().setSeed(1);
        List<DataSet> batches = new ArrayList<>();
        for (int i = 0; i < BATCHES; i++) {
            var labels = Nd4j.zeros(BATCH, 10);
            for (int row = 0; row < BATCH; row++) {
                labels.putScalar(row, (row + i) % 10, 1);
            }
            batches.add(new DataSet(Nd4j.rand(BATCH, 784), labels));
        }
        return batches;
    }

    private static MultiLayerNetwork network() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Sgd(0.01))
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(784)
                        .nOut(64)
                        .activation(Activation.RELU)
                        .build())
                .layer(new DenseLayer.Builder()
                        .nIn(64)
                        .nOut(64)
                        .activation(Activation.RELU)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(64)
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
        return network;
    }

    /** What an epoch took, in nanoseconds. */
    private record Cost(long clock, long processor) {}
}
