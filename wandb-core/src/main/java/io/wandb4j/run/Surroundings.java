package io.wandb4j.run;

import io.wandb4j.internal.log.proto.Record;
import io.wandb4j.internal.monitor.Monitor;
import io.wandb4j.internal.stream.RunStream;
import io.wandb4j.internal.terminal.Terminal;
import io.wandb4j.settings.MachineSettings;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** What a run records of the machine and the program without being told, on threads of its own. */
final class Surroundings {
    private final @Nullable Monitor monitor;

    private Surroundings(@Nullable Monitor monitor) {
        this.monitor = monitor;
    }

    /** Nothing is recorded: the run is disabled. */
    static Surroundings none() {
        return new Surroundings(null);
    }

    static Surroundings of(String runId, MachineSettings settings, RunStream stream, Terminal terminal) {
        Monitor monitor = settings.stats()
                ? Monitor.of(
                        runId,
                        settings,
                        stats -> stream.append(Record.newBuilder().setStats(stats)),
                        terminal::warnOnce)
                : null;
        return new Surroundings(monitor);
    }

    /** Begins, once the log knows of the run. */
    void start() {
        if (monitor != null) {
            monitor.start();
        }
    }

    /** Samples a metric too. */
    void add(String name, DoubleSupplier gauge) {
        if (monitor != null) {
            monitor.add(name, gauge);
        }
    }

    /** Ends: nothing is recorded after that. */
    void end() {
        if (monitor != null) {
            monitor.close();
        }
    }
}
