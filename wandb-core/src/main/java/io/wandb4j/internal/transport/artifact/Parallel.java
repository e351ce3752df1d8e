package io.wandb4j.internal.transport.artifact;

import io.wandb4j.errors.CommunicationException;
import io.wandb4j.errors.WandbException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Does the same to many files with a few threads, which end with the work. */
final class Parallel implements AutoCloseable {
    private static final int THREADS = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ExecutorService threads;

    Parallel(String name) {
        this(name, THREADS);
    }

    Parallel(String name, int count) {
        this.threads = Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Runs all tasks and answers their results in order; the first failure ends the rest. */
    <T> List<T> all(List<Callable<T>> tasks) {
        List<Future<T>> futures = new ArrayList<>();
        tasks.forEach(task -> futures.add(threads.submit(task)));
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            results.add(get(future));
        }
        return results;
    }

    /** Runs a task. */
    <T> Future<T> submit(Callable<T> task) {
        return threads.submit(task);
    }

    /** Ends what is under way after a failure, and waits a moment for it: whoever learns of the failure finds no file that
     * changes later. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            // what waits for a stalled server is left behind
            boolean ignored = threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommunicationException("the transfer of artifact files was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WandbException failure) {
                throw failure;
            }
            if (e.getCause() instanceof IOException failure) {
                throw new CommunicationException("the transfer of artifact files failed here: " + failure, failure);
            }
            throw new CommunicationException("the transfer of artifact files failed: " + e.getCause(), e);
        }
    }
}
