package io.wandb4j.run;

import io.wandb4j.internal.log.proto.Record;
import io.wandb4j.internal.monitor.Describer;
import io.wandb4j.internal.monitor.Monitor;
import io.wandb4j.internal.monitor.Program;
import io.wandb4j.internal.stream.RunStream;
import io.wandb4j.internal.terminal.Terminal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a run records of the machine and the program without being told, on threads of its own. */
final class Surroundings {
    /** A run ends no later than that because of what it would still like to know. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final @Nullable Monitor monitor;
    private final @Nullable Describer describer;
    private final @Nullable Program program;

    private Surroundings(@Nullable Monitor monitor, @Nullable Describer describer, @Nullable Program program) {
        this.monitor = monitor;
        this.describer = describer;
        this.program = program;
    }

    /** Nothing is recorded: the run is disabled. */
    static Surroundings none() {
        return new Surroundings(null, null, null);
    }

    static Surroundings of(String runId, Describer.Subject subject, RunStream stream, Terminal terminal) {
        Monitor monitor = subject.settings().stats()
                ? Monitor.of(
                        runId,
                        subject.settings(),
                        stats -> stream.append(Record.newBuilder().setStats(stats)),
                        terminal::warnOnce)
                : null;
        Describer describer = new Describer(runId, subject, stream::append, terminal::warn);
        return new Surroundings(monitor, describer, subject.program());
    }

    /** Begins, once the log knows of the run.
     *
     * @param code the records of the code that the settings ask for */
    void start(Supplier<List<Record.Builder>> code) {
        if (describer != null) {
            describer.start(code);
        }
        if (monitor != null) {
            monitor.start();
        }
    }

    /** The path of the program's source, or the name of the program; empty if the run is disabled. */
    Optional<String> sourcePath() {
        return Optional.ofNullable(program).map(Program::sourcePath);
    }

    /** Samples a metric too. */
    void add(String name, DoubleSupplier gauge) {
        if (monitor != null) {
            monitor.add(name, gauge);
        }
    }

    /** How much of the time that the end of a run may take is spent here: the most of it is for the data. */
    static Duration patience(Duration timeout) {
        Duration part = timeout.dividedBy(4);
        return timeout.isZero() || part.compareTo(PATIENCE) > 0 ? PATIENCE : part;
    }

    /** Ends: nothing is recorded after that.
     *
     * @param timeout how long the end of the run may take; zero if that does not matter */
    void end(Duration timeout) {
        if (describer != null) {
            describer.end(patience(timeout));
        }
        if (monitor != null) {
            monitor.close();
        }
    }
}
