package io.wandb4j.benchmarks;

import io.wandb4j.run.Run;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** What the system metrics of a run cost: processor time of the monitor's threads for each sample, the first ones and those
 * after many.
 *
 * <p>Arguments: how many samples (200), and the milliseconds between two (100). */
public final class MonitorCost {
    private static final int FIRST = 4; // a minute of the usual interval
    private static final double USUAL_INTERVAL_SECONDS = 15;

    private MonitorCost() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        int samples = args.length > 0 ? Integer.parseInt(args[0]) : 200;
        int interval = args.length > 1 ? Integer.parseInt(args[1]) : 100;
        Settings settings = Settings.builder()
                .mode(Mode.OFFLINE)
                .project("monitor-cost")
                .rootDir(Files.createTempDirectory("wandb-monitor-cost"))
                .statsInterval(Duration.ofMillis(interval))
                .silent(true)
                .build();
        try (Run run = Run.start(settings)) {
            double first = watch(run, FIRST);
            double later = watch(run, samples);
            print("the first " + FIRST + " samples", first / FIRST);
            print(samples + " samples after them", (later - first) / samples);
        }
    }

    /** Waits for so many samples; the seconds that the monitor's threads have used since they began. */
    private static double watch(Run run, int samples) throws InterruptedException {
        CountDownLatch taken = new CountDownLatch(samples);
        AtomicInteger count = new AtomicInteger();
        run.addSystemMetric("monitor.samples", () -> {
            taken.countDown();
            return count.incrementAndGet();
        });
        taken.await();
        return secondsOfThreads();
    }

    private static double secondsOfThreads() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long nanoseconds = 0;
        for (ThreadInfo thread : threads.dumpAllThreads(false, false)) {
            String name = thread.getThreadName();
            if (name.startsWith("wandb-monitor") || name.startsWith("wandb-probes")) {
                nanoseconds += Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return nanoseconds / 1e9;
    }

    private static void print(String what, double seconds) {
        System.out.printf(
                Locale.ROOT,
                "%s: %.2f ms of processor time each, %.4f %% of one core at an interval of %.0f s%n",
                what,
                seconds * 1e3,
                100 * seconds / USUAL_INTERVAL_SECONDS,
                USUAL_INTERVAL_SECONDS);
    }
}
