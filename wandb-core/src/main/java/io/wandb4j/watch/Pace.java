package io.wandb4j.watch;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** How fast a training goes: rows and batches since the last question, the wait for data, garbage collection, memory.
 *
 * <p>Safe for use by several threads. */
public final class Pace {
    private static final double NANOS = 1e9;
    private static final double MEGABYTE = 1 << 20;

    private final LongSupplier nanoTime;
    private final LongSupplier nativeBytes;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private long since;

    @GuardedBy("lock")
    private long rows;

    @GuardedBy("lock")
    private long batches;

    @GuardedBy("lock")
    private double waitMillis;

    @GuardedBy("lock")
    private long collected;

    /** Begins to measure now.
     *
     * @param nativeBytes how much the framework has allocated outside the heap, negative if it does not say */
    public Pace(LongSupplier nativeBytes) {
        this(System::nanoTime, nativeBytes);
    }

    Pace(LongSupplier nanoTime, LongSupplier nativeBytes) {
        this.nanoTime = nanoTime;
        this.nativeBytes = nativeBytes;
        this.since = nanoTime.getAsLong();
        this.collected = collectionMillis();
    }

    /** Counts a batch.
     *
     * @param dataWaitMillis how long the training waited for its data, 0 if unknown */
    public void batch(long rowsOfBatch, double dataWaitMillis) {
        synchronized (lock) {
            rows += rowsOfBatch;
            batches++;
            waitMillis += dataWaitMillis;
        }
    }

    /** The figures since the last call, by the names that they have in a run; empty if there was no batch. */
    public Map<String, Object> row() {
        Map<String, Object> row = new LinkedHashMap<>();
        synchronized (lock) {
            long now = nanoTime.getAsLong();
            double seconds = (now - since) / NANOS;
            long collectedNow = collectionMillis();
            if (batches == 0 || seconds <= 0) {
                return row;
            }
            row.put("performance/samples_per_second", rows / seconds);
            row.put("performance/batches_per_second", batches / seconds);
            row.put("performance/batch_ms", seconds * 1000 / batches);
            row.put("performance/data_wait_ms", waitMillis / batches);
            row.put("performance/gc_ms", collectedNow - collected);
            since = now;
            rows = 0;
            batches = 0;
            waitMillis = 0;
            collected = collectedNow;
        }
        putMemory(row);
        return row;
    }

    private void putMemory(Map<String, Object> row) {
        Runtime runtime = Runtime.getRuntime();
        row.put("performance/heap_mb", (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE);
        long bytes = nativeBytes.getAsLong();
        if (bytes >= 0) {
            row.put("performance/native_mb", bytes / MEGABYTE);
        }
    }

    private static long collectionMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .filter(millis -> millis > 0)
                .sum();
    }
}
