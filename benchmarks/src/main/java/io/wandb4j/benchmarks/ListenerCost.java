package io.wandb4j.benchmarks;

import io.wandb4j.run.Run;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import io.wandb4j.training.ListenerBuilder;
import io.wandb4j.training.insight.Insight;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a listener costs an epoch: pairs of epochs with and without it, in turns, in one JVM.
 *
 * <p>The network is the MNIST perceptron (784-64-64-10, batch 64, 938 batches); the pictures are noise, since their values
 * do not change the cost. Prints the median ratio of the pairs by the clock and by the training thread's processor time,
 * with a 95 % bootstrap interval; and of other epochs, which share of that processor time is spent inside our callbacks.
 *
 * <p>Arguments: {@code dl4j} or {@code djl}; the number of pairs (30); what is logged: {@code epoch}, {@code batch} (a row for
 * every batch), {@code gradients} (their histograms every 100 batches), all three if none is named. */
public final class ListenerCost {
    static final int BATCH = 64;
    static final int BATCHES = 938;
    static final int INPUTS = 784;
    static final int HIDDEN = 64;
    static final int CLASSES = 10;

    private static final List<String> KINDS = List.of("epoch", "batch", "gradients");
    private static final int WARM_UP = 2;
    private static final int RESAMPLES = 10_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private ListenerCost() {}

    public static void main(String[] args) throws IOException {
        String framework = args.length > 0 ? args[0] : "dl4j";
        int pairs = args.length > 1 ? Integer.parseInt(args[1]) : 30;
        List<String> kinds = args.length > 2 ? List.of(args).subList(2, args.length) : KINDS;
        Settings settings = Settings.builder()
                .mode(Mode.OFFLINE)
                .rootDir(Files.createTempDirectory("wandb-listener-cost"))
                .silent(true)
                .build();
        try (Run run = Run.start(settings)) {
            measurePairs(framework, kinds, run, pairs);
            for (String kind : kinds) {
                measureShare(framework, kind, run, Math.max(1, pairs / 6));
            }
        }
    }

    private static PerceptronTraining training(String framework) {
        return framework.equals("djl") ? new DjlPerceptron() : new Dl4jPerceptron();
    }

    private static void ask(ListenerBuilder<?> builder, String kind) {
        switch (kind) {
            case "batch" -> builder.everyBatch();
            case "gradients" -> builder.insight(Insight.everyBatches(100).gradients());
            default -> {} // epochs are always logged
        }
    }

    /** Trains for an epoch without and with each kind in every round, beginning with another one each time. */
    private static void measurePairs(String framework, List<String> kinds, Run run, int pairs) {
        List<PerceptronTraining> trainings = new ArrayList<>(List.of(training(framework)));
        kinds.forEach(kind -> trainings.add(tracked(framework, kind, run, null)));
        Cost[][] costs = new Cost[trainings.size()][pairs];
        for (int round = -WARM_UP; round < pairs; round++) {
            for (int i = 0; i < trainings.size(); i++) {
                int turn = (i + round + WARM_UP) % trainings.size();
                Cost cost = Cost.of(trainings.get(turn));
                if (round >= 0) {
                    costs[turn][round] = cost;
                }
            }
        }
        for (int i = 1; i < trainings.size(); i++) {
            report(framework + ", " + kinds.get(i - 1) + ", clock", costs[i], costs[0], Cost::clock);
            report(framework + ", " + kinds.get(i - 1) + ", processor", costs[i], costs[0], Cost::processor);
        }
        trainings.forEach(PerceptronTraining::close);
    }

    private static void measureShare(String framework, String kind, Run run, int epochs) {
        CallbackClock clock = new CallbackClock();
        double[] shares = new double[epochs];
        try (PerceptronTraining training = tracked(framework, kind, run, clock)) {
            for (int i = -WARM_UP; i < epochs; i++) {
                clock.reset();
                long whole = Cost.of(training).processor();
                if (i >= 0) {
                    shares[i] = clock.nanos() / whole;
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s, %s, inside our callbacks: %.2f %% of the training thread's processor time (%d epochs)%n",
                framework,
                kind,
                100 * median(shares),
                epochs);
    }

    private static PerceptronTraining tracked(String framework, String kind, Run run, @Nullable CallbackClock clock) {
        PerceptronTraining training = training(framework);
        training.listen(run, builder -> ask(builder, kind), clock);
        return training;
    }

    private static void report(String what, Cost[] with, Cost[] without, ToDoubleFunction<Cost> kind) {
        double[] ratios = IntStream.range(0, with.length)
                .mapToDouble(i -> kind.applyAsDouble(with[i]) / kind.applyAsDouble(without[i]))
                .toArray();
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
                "%s: with/without = %.4f (95 %% interval %.4f to %.4f, %d pairs; %.0f ms without)%n",
                what,
                median(ratios),
                medians[RESAMPLES / 40],
                medians[RESAMPLES - RESAMPLES / 40],
                ratios.length,
                median(Arrays.stream(without).mapToDouble(kind).toArray()) / 1e6);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** What an epoch took, in nanoseconds. */
    private record Cost(long clock, long processor) {
        static Cost of(PerceptronTraining training) {
            long clock = System.nanoTime();
            long processor = THREADS.getCurrentThreadCpuTime();
            training.epoch();
            return new Cost(System.nanoTime() - clock, THREADS.getCurrentThreadCpuTime() - processor);
        }
    }
}
