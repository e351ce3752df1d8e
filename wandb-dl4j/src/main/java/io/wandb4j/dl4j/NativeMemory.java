package io.wandb4j.dl4j;

import io.wandb4j.run.Run;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.memory.AllocationsTracker;
import org.nd4j.linalg.api.memory.enums.AllocationKind;

/** The memory outside of the Java heap in which DL4J keeps its arrays, as a system metric of a run.
 *
 * <p>ND4J does not tell what its arrays take ({@code Pointer.totalBytes} leaves them out): there is what the process takes, and
 * what the workspaces do. Watched from the first batch on: by then the native library is there, and asking for it cannot get in its way. */
final class NativeMemory {
    private static final double MIB = 1024 * 1024;
    private static final int DEVICE = 0;

    private final Run run;
    private final AtomicBoolean watched = new AtomicBoolean();

    NativeMemory(Run run) {
        this.run = run;
    }

    void watch() {
        if (!watched.getAndSet(true)) {
            run.addSystemMetric("javacpp.physicalMB", () -> Pointer.physicalBytes() / MIB);
            run.addSystemMetric(
                    "nd4j.workspaceMB",
                    () -> AllocationsTracker.getInstance().bytesOnDevice(AllocationKind.WORKSPACE, DEVICE) / MIB);
        }
    }
}
