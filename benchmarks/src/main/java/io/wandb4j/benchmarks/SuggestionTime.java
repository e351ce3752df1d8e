package io.wandb4j.benchmarks;

import io.wandb4j.sweeps.RunState;
import io.wandb4j.sweeps.SweepRun;
import io.wandb4j.sweeps.config.Method;
import io.wandb4j.sweeps.config.SweepConfig;
import io.wandb4j.sweeps.search.Search;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** How long a search takes to find the next configuration, by the number of finished runs: six parameters, one
 * thread. The time is the processor's, which does not depend on what else the machine does; beside it the wall's.
 *
 * <p>Arguments: the numbers of runs; 10, 100, 1000 and 10000 if there are none. */
public final class SuggestionTime {
    private static final int PARAMETERS = 6;
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
    private static final List<Method> METHODS = List.of(Method.BAYES, Method.BAYES_ARD, Method.TPE, Method.CMA_ES);

    private SuggestionTime() {}

    /** Prints a line for each method and number of runs. */
    public static void main(String[] args) {
        int[] sizes = args.length == 0
                ? new int[] {10, 100, 1_000, 10_000}
                : Arrays.stream(args).mapToInt(Integer::parseInt).toArray();
        for (Method method : METHODS) {
            for (int size : sizes) {
                measure(method, size);
            }
        }
    }

    private static void measure(Method method, int size) {
        SweepConfig config = config(method);
        List<SweepRun> runs = runs(size);
        int rounds = size > 1_000 ? 15 : 60;
        double[] processor = new double[rounds];
        double[] wall = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            long wallStart = System.nanoTime();
            long start = CLOCK.getCurrentThreadCpuTime();
            Search.next(config, runs, new SplittableRandom(round));
            processor[round] = (CLOCK.getCurrentThreadCpuTime() - start) / 1e6;
            wall[round] = (System.nanoTime() - wallStart) / 1e6;
        }
        System.out.printf(
                Locale.ROOT,
                "%-10s %6d runs: median %7.2f ms (wall %7.2f ms), first %7.2f ms%n",
                method.wireName(),
                size,
                medianOfWarm(processor),
                medianOfWarm(wall),
                processor[0]);
    }

    private static double medianOfWarm(double[] milliseconds) {
        double[] warm = Arrays.copyOfRange(milliseconds, milliseconds.length / 3, milliseconds.length);
        Arrays.sort(warm);
        return warm[warm.length / 2];
    }

    private static SweepConfig config(Method method) {
        StringBuilder text =
                new StringBuilder("{method: " + method.wireName() + ", metric: {name: loss}, parameters: {");
        for (int i = 0; i < PARAMETERS; i++) {
            text.append(i == 0 ? "" : ", ").append("x").append(i).append(": {min: 0.0, max: 1.0}");
        }
        return SweepConfig.parse(text.append("}}").toString());
    }

    private static List<SweepRun> runs(int size) {
        SplittableRandom random = new SplittableRandom(1);
        SweepConfig config = config(Method.RANDOM);
        List<SweepRun> runs = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            Map<String, Object> values = Search.next(config, List.of(), random).orElseThrow();
            double loss = 0;
            for (Object holder : values.values()) {
                if (holder instanceof Map<?, ?> map && map.get("value") instanceof Double x) {
                    loss += Math.sin(5 * x) + (x - 0.3) * (x - 0.3);
                }
            }
            runs.add(SweepRun.of("run-" + i, RunState.FINISHED, values).withSummary(loss));
        }
        return runs;
    }
}
