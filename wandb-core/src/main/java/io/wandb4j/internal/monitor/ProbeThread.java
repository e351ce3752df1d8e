package io.wandb4j.internal.monitor;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads probes on a thread of its own, which is left behind with a probe that hangs. For one caller. */
final class ProbeThread {
    private final String name;
    private ExecutorService thread;

    ProbeThread(String name) {
        this.name = name;
        this.thread = start();
    }

    /** What a probe reads.
     *
     * @throws ExecutionException if it fails, whatever it throws
     * @throws TimeoutException if it takes longer than that */
    Map<String, Number> read(Probe probe, Duration timeout)
            throws ExecutionException, TimeoutException, InterruptedException {
        Future<Map<String, Number>> reading = thread.submit(() -> {
            Readings readings = new Readings();
            probe.read(readings);
            return readings.values();
        });
        try {
            return reading.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            thread.shutdownNow();
            thread = start();
            throw e;
        }
    }

    /** Lets the thread go. */
    void close() {
        thread.shutdownNow();
    }

    private ExecutorService start() {
        return Executors.newSingleThreadExecutor(task -> {
            Thread created = new Thread(task, name);
            created.setDaemon(true);
            return created;
        });
    }
}
