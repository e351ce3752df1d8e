package io.wandb4j.internal.monitor;

import io.wandb4j.internal.monitor.Host.ProcessUse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.function.LongSupplier;

/** What this process uses: CPU in percent of what it may use, memory, threads. */
final class ProcessProbe implements Probe {
    private static final double NANOSECONDS = 1e9;
    private static final int HUNDRED = 100;

    private final Host host;
    private final MemoryLimit limit;
    private final LongSupplier nanoTime;
    private long lastTime;
    private double lastCpu;
    private int cores;

    /** A probe of the process; its first reading tells of the time since the process began.
     *
     * @param nanoTime the running time of the machine in nanoseconds
     * @param age for how many nanoseconds the process has run */
    ProcessProbe(Host host, MemoryLimit limit, LongSupplier nanoTime, long age) {
        this.host = host;
        this.limit = limit;
        this.nanoTime = nanoTime;
        this.lastTime = nanoTime.getAsLong() - age;
    }

    @Override
    public String name() {
        return "the process";
    }

    @Override
    public void read(Readings readings) throws IOException {
        ProcessUse use = host.process();
        long now = nanoTime.getAsLong();
        double seconds = (now - lastTime) / NANOSECONDS;
        if (seconds > 0) {
            readings.put("cpu", HUNDRED * (use.cpuSeconds() - lastCpu) / seconds / cores());
        }
        lastTime = now;
        lastCpu = use.cpuSeconds();
        readings.putMebibytes("proc.memory.rssMB", use.residentBytes());
        readings.put(
                "proc.memory.percent",
                HUNDRED * (double) use.residentBytes() / limit.memory(host).total());
        readings.put("proc.cpu.threads", use.threads());
        readings.putMebibytes("jvm.outside.residentMB", Math.max(0, use.residentBytes() - committedByJvm()));
    }

    /** What the JVM keeps for itself. What is resident beyond that is of native libraries: at least so much, since not all that
     * is kept is resident. */
    private static long committedByJvm() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        return memory.getHeapMemoryUsage().getCommitted()
                + memory.getNonHeapMemoryUsage().getCommitted();
    }

    /** The cores that the process may use: fewer than there are where a container or an affinity says so. */
    private int cores() throws IOException {
        if (cores == 0) {
            cores = Math.min(Runtime.getRuntime().availableProcessors(), host.physicalCores());
        }
        return cores;
    }
}
