package io.wandb4j.internal.monitor;

import java.io.IOException;

/** One source of system metrics. Read by one thread at a time. */
public interface Probe {
    /** What it looks at, for messages. */
    String name();

    /** Adds what there is to see now. A probe that throws, or takes too long, is not asked again. */
    void read(Readings readings) throws IOException, InterruptedException;
}
