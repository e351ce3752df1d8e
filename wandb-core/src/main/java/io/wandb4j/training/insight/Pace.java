package io.wandb4j.training.insight;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Measures how fast batches go by, and what memory they take, between one row and the next. For one thread. */
public final class Pace {
    private static final Path STATM = Path.of("/proc/self/statm");
    private static final long PAGE = 4096;
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;

    private final LongSupplier nanoTime;
    private long start;
    private long waited;
    private long rows;
    private long batches;
    private long collected;

    /** A measure that begins now.
     *
     * @param nanoTime the clock, such as {@link System#nanoTime()} */
    public Pace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        restart();
    }

    /** Begins anew, leaving out what was between. */
    public void restart() {
        start = nanoTime.getAsLong();
        collected = collectionMillis();
        waited = 0;
        rows = 0;
        batches = 0;
    }

    /** Counts a batch.
     *
     * @param waitNanos how long the training waited for its data */
    public void addBatch(long rowsOfBatch, long waitNanos) {
        rows += rowsOfBatch;
        batches++;
        waited += waitNanos;
    }

    /** What was measured since the last time, by full names; empty if there was no batch. Begins anew. */
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        long elapsed = nanoTime.getAsLong() - start;
        if (batches > 0 && elapsed > 0) {
            values.put("pace/rows_per_second", rows * NANOS / elapsed);
            values.put("pace/batch_seconds", elapsed / NANOS / batches);
            values.put("pace/data_wait_seconds", waited / NANOS / batches);
            values.put("pace/gc_seconds", (collectionMillis() - collected) / MILLIS);
            values.put("pace/heap_bytes", heap());
            values.put("pace/off_heap_bytes", offHeap());
            resident().ifPresent(bytes -> values.put("pace/resident_bytes", bytes));
        }
        restart();
        return values;
    }

    private static long heap() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long offHeap() {
        return ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage().getUsed()
                + ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .mapToLong(BufferPoolMXBean::getMemoryUsed)
                        .sum();
    }

    /** What the process takes in all, native memory of the frameworks included, where the system tells. */
    private static OptionalLong resident() {
        try {
            return OptionalLong.of(Long.parseLong(Files.readString(STATM).split(" ", -1)[1]) * PAGE);
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return OptionalLong.empty();
        }
    }

    private static long collectionMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .filter(millis -> millis > 0)
                .sum();
    }
}
