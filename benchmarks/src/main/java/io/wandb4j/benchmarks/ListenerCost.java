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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a listener costs an epoch: pairs of epochs with and without it, in turns, in one JVM.
 *
 * <p>The network is the MNIST perceptron (784-64-64-10, batches of 64). Prints the median ratio of the pairs by the clock and by the
 * training thread's processor time, with a 95 % bootstrap interval; and of other epochs, which share of that processor time is
 * spent inside our callbacks.
 *
 * <p>Arguments: {@code dl4j} or {@code djl}; {@code pairs=30} of epochs; {@code turns=0}, pairs of turns of a few batches
 * each, which tell far smaller differences; {@code epochs=5} for the shares; {@code batches=938} in an epoch;
 * {@code mnist=FOLDER}, otherwise noise in its shape, which costs the same; what is logged: {@code epoch}, {@code batch} (a row
 * for every batch), {@code gradients} (their histograms every 100 batches), all three if none is named. */
public final class ListenerCost {
    private static final List<String> KINDS = List.of("epoch", "batch", "gradients");
    private static final String MNIST = "mnist=";
    private static final int WARM_UP = 2;
    private static final int RESAMPLES = 2_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Supplier<PerceptronTraining> trainings;
    private final Run run;

    private ListenerCost(Supplier<PerceptronTraining> trainings, Run run) {
        this.trainings = trainings;
        this.run = run;
    }

    public static void main(String[] args) throws IOException {
        List<String> options = List.of(args);
        Supplier<PerceptronTraining> trainings = options.contains("djl")
                ? DjlPerceptron.learning(data(options))
                : Dl4jPerceptron.learning(data(options));
        List<String> named = KINDS.stream().filter(options::contains).toList();
        List<String> kinds = named.isEmpty() ? KINDS : named;
        Settings settings = Settings.builder()
                .mode(Mode.OFFLINE)
                .rootDir(Files.createTempDirectory("wandb-listener-cost"))
                .silent(true)
                .build();
        try (Run run = Run.start(settings)) {
            ListenerCost cost = new ListenerCost(trainings, run);
            int pairs = ArtifactCost.option(options, "pairs", 30);
            if (pairs > 0) {
                cost.measurePairs(kinds, pairs);
            }
            for (String kind : kinds) {
                cost.measureTurns(kind, ArtifactCost.option(options, "turns", 0));
            }
            for (String kind : kinds) {
                cost.measureShare(kind, ArtifactCost.option(options, "epochs", 5));
            }
        }
    }

    private static PerceptronData data(List<String> options) {
        int batches = ArtifactCost.option(options, "batches", 938);
        return options.stream()
                .filter(option -> option.startsWith(MNIST))
                .map(option -> PerceptronData.mnist(Path.of(option.substring(MNIST.length())), batches))
                .findFirst()
                .orElseGet(() -> PerceptronData.noise(batches));
    }

    private static void ask(ListenerBuilder<?> builder, String kind) {
        switch (kind) {
            case "batch" -> builder.everyBatch();
            case "gradients" -> builder.insight(Insight.everyBatches(100).gradients());
            default -> {} // epochs are always logged
        }
    }

    /** Trains for an epoch without and with each kind in every round, beginning with another one each time. */
    private void measurePairs(List<String> kinds, int pairs) {
        List<PerceptronTraining> compared = new ArrayList<>(List.of(trainings.get()));
        kinds.forEach(kind -> compared.add(tracked(kind, null)));
        Cost[][] costs = new Cost[compared.size()][pairs];
        for (int round = -WARM_UP; round < pairs; round++) {
            for (int i = 0; i < compared.size(); i++) {
                int turn = (i + round + WARM_UP) % compared.size();
                Cost cost = Cost.of(compared.get(turn));
                if (round >= 0) {
                    costs[turn][round] = cost;
                }
            }
        }
        for (int i = 1; i < compared.size(); i++) {
            report(kinds.get(i - 1) + ", clock", costs[i], costs[0], Cost::clock);
            report(kinds.get(i - 1) + ", processor", costs[i], costs[0], Cost::processor);
        }
        compared.forEach(PerceptronTraining::close);
    }

    /** Trains with and without a kind by turns of batches. */
    private void measureTurns(String kind, int pairs) {
        if (pairs == 0) {
            return;
        }
        int batches = kind.equals("gradients") ? 100 : 30; // each turn has one histogram then
        List<Double> ratios = new ArrayList<>();
        try (PerceptronTraining training = trainings.get()) {
            training.listen(run, builder -> ask(builder, kind), new Turns(batches, ratios::add));
            while (ratios.size() < pairs) {
                training.epoch();
            }
        }
        double[] all = ratios.stream().mapToDouble(Double::doubleValue).toArray();
        report(kind + ", clock, by turns of " + batches + " batches", all);
    }

    private void measureShare(String kind, int epochs) {
        CallbackClock clock = new CallbackClock();
        double[] least = new double[epochs];
        double[] most = new double[epochs];
        try (PerceptronTraining training = tracked(kind, clock)) {
            for (int i = -WARM_UP; i < epochs; i++) {
                clock.reset();
                long whole = Cost.of(training).processor();
                if (i >= 0) {
                    least[i] = clock.least(whole);
                    most[i] = clock.most(whole);
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s, inside our callbacks: %.2f to %.2f %% of the training thread's processor time (medians of %d epochs)%n",
                kind,
                100 * median(least),
                100 * median(most),
                epochs);
    }

    private PerceptronTraining tracked(String kind, @Nullable CallbackClock clock) {
        PerceptronTraining training = trainings.get();
        training.listen(run, builder -> ask(builder, kind), clock);
        return training;
    }

    private static void report(String what, Cost[] with, Cost[] without, ToDoubleFunction<Cost> kind) {
        double[] ratios = IntStream.range(0, with.length)
                .mapToDouble(i -> kind.applyAsDouble(with[i]) / kind.applyAsDouble(without[i]))
                .toArray();
        double plain = median(Arrays.stream(without).mapToDouble(kind).toArray()) / 1e6;
        report(String.format(Locale.ROOT, "%s (%.0f ms without)", what, plain), ratios);
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
