package io.wandb4j.internal.monitor;

import io.wandb4j.internal.monitor.Host.Memory;
import java.io.IOException;

/** How much of the memory is in use, and how much is left. */
final class MemoryProbe implements Probe {
    private static final double HUNDRED = 100;

    private final Host host;
    private final MemoryLimit limit;

    MemoryProbe(Host host, MemoryLimit limit) {
        this.host = host;
        this.limit = limit;
    }

    @Override
    public String name() {
        return "the memory";
    }

    @Override
    public void read(Readings readings) throws IOException {
        Memory memory = limit.memory(host);
        readings.put("memory_percent", HUNDRED * (memory.total() - memory.available()) / memory.total());
        readings.putMebibytes("proc.memory.availableMB", memory.available());
    }
}
