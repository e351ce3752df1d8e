package io.wandb4j.training;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The weighted means of some metrics since the last reset, in the order in which the metrics first came.
 *
 * <p>Safe for use by several threads: replicas may train at once under one listener. */
public final class RunningMeans {
    private static final int TOGETHER = 64; // to wake another thread costs more than a batch's share of the work
    private static final Executor ELSEWHERE = elsewhere();

    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<String, Mean> means = new LinkedHashMap<>();

    @GuardedBy("lock")
    private List<Runnable> waiting = new ArrayList<>();

    @GuardedBy("lock")
    private CompletableFuture<Void> handedOver = CompletableFuture.completedFuture(null);

    /** What some rows add to a mean.
     *
     * @param sum of their values: whole numbers add up to the same in any order
     * @param rows how many; a sum of none counts for nothing */
    public record Share(double sum, double rows) {}

    /** Adds a value that stands for so many rows. */
    public void add(String metric, double value, double rows) {
        synchronized (lock) {
            mean(metric).add(value * rows, rows);
        }
    }

    /** Adds a value that takes some computing, which another thread does unless {@link #values} is asked for soon. */
    public void addLater(String metric, Supplier<Share> computing) {
        List<Runnable> together = List.of();
        synchronized (lock) {
            Mean mean = mean(metric);
            waiting.add(() -> add(mean, computing.get()));
            if (waiting.size() >= TOGETHER) {
                together = takeWaiting();
            }
        }
        if (!together.isEmpty()) {
            handOver(together);
        }
    }

    /** The means so far. */
    public Map<String, Double> values() {
        settle();
        Map<String, Double> values = new LinkedHashMap<>();
        synchronized (lock) {
            means.forEach((metric, mean) -> {
                if (mean.rows > 0) {
                    values.put(metric, mean.sum / mean.rows);
                }
            });
        }
        return values;
    }

    /** Forgets everything. */
    public void reset() {
        synchronized (lock) {
            means.clear(); // what is still computed for them is added to nothing
            waiting.clear();
        }
    }

    /** Computes what waits, and waits for what another thread computes. */
    private void settle() {
        List<Runnable> together;
        CompletableFuture<Void> elsewhere;
        synchronized (lock) {
            together = takeWaiting();
            elsewhere = handedOver;
        }
        together.forEach(Runnable::run);
        elsewhere.join();
    }

    private void handOver(List<Runnable> together) {
        synchronized (lock) {
            if (handedOver.isDone()) {
                handedOver.join(); // throws what went wrong there
                handedOver = CompletableFuture.runAsync(() -> together.forEach(Runnable::run), ELSEWHERE);
                return;
            }
        }
        together.forEach(Runnable::run); // the other thread is behind: nothing may pile up
    }

    private void add(Mean mean, Share share) {
        synchronized (lock) {
            mean.add(share.sum(), share.rows());
        }
    }

    @GuardedBy("lock")
    private List<Runnable> takeWaiting() {
        List<Runnable> taken = waiting;
        waiting = new ArrayList<>();
        return taken;
    }

    @GuardedBy("lock")
    private Mean mean(String metric) {
        return means.computeIfAbsent(metric, ignored -> new Mean());
    }

    /** One thread for all listeners, which goes when there is nothing to do. */
    private static Executor elsewhere() {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "wandb-means");
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    private static final class Mean {
        private double sum;
        private double rows;

        void add(double more, double ofRows) {
            if (ofRows > 0) {
                sum += more;
                rows += ofRows;
            }
        }
    }
}
