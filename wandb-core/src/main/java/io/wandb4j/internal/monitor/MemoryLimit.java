package io.wandb4j.internal.monitor;

import com.sun.management.OperatingSystemMXBean;
import io.wandb4j.internal.monitor.Host.Memory;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/** The memory that this process lives in: the machine's, or the part that a container leaves of it.
 *
 * <p>The JVM knows the limits of containers; the machine knows better than the JVM what of its memory is available. */
final class MemoryLimit {
    Memory memory(Host host) throws IOException {
        Memory machine = host.memory();
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean container
                && container.getTotalMemorySize() > 0
                && container.getTotalMemorySize() < machine.total()) {
            return new Memory(container.getTotalMemorySize(), container.getFreeMemorySize());
        }
        return machine;
    }
}
