package io.wandb4j.internal.monitor;

import java.time.Duration;

/** The processor time of this process. */
final class ProcessTime {
    private ProcessTime() {}

    static Duration get() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
