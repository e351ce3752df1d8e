package io.wandb4j.internal.monitor;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.CompilationMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.List;

/** What the Java virtual machine says of itself, under names that begin with {@code jvm.}.
 *
 * <p>Counts and times are those since the JVM started. */
final class JvmProbe implements Probe {
    private static final double MILLISECONDS = 1000.0;
    private static final double HUNDRED = 100;

    @Override
    public String name() {
        return "the JVM";
    }

    @Override
    public void read(Readings readings) {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        readings.putMebibytes("jvm.heap.usedMB", heap.getUsed());
        readings.putMebibytes("jvm.heap.committedMB", heap.getCommitted());
        if (heap.getMax() > 0) {
            readings.put("jvm.heap.percent", HUNDRED * heap.getUsed() / heap.getMax());
        }
        readings.putMebibytes(
                "jvm.nonheap.usedMB",
                ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage().getUsed());
        readBuffers(readings);
        readCollectors(readings);
        readings.put("jvm.threads", ManagementFactory.getThreadMXBean().getThreadCount());
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        if (compiler != null && compiler.isCompilationTimeMonitoringSupported()) {
            readings.put("jvm.jit.timeSeconds", compiler.getTotalCompilationTime() / MILLISECONDS);
        }
    }

    /** The memory outside of the heap that Java programs ask for: {@code direct} and {@code mapped} buffers. */
    private static void readBuffers(Readings readings) {
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            if (pool.getName().equals("direct") || pool.getName().equals("mapped")) {
                readings.putMebibytes("jvm.buffers." + pool.getName() + "MB", pool.getMemoryUsed());
            }
        }
    }

    private static void readCollectors(Readings readings) {
        List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
        long count = collectors.stream()
                .mapToLong(collector -> Math.max(0, collector.getCollectionCount()))
                .sum();
        long time = collectors.stream()
                .mapToLong(collector -> Math.max(0, collector.getCollectionTime()))
                .sum();
        readings.put("jvm.gc.count", count);
        readings.put("jvm.gc.timeSeconds", time / MILLISECONDS);
    }
}
