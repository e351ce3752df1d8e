package io.wandb4j.internal.stream;

import io.wandb4j.internal.log.LogReader;
import io.wandb4j.internal.log.proto.Record;
import io.wandb4j.internal.log.proto.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the first records of a log say: which run it is, and who wrote it.
 *
 * @param run the run as it began
 * @param program what ran; empty if the log does not say
 * @param producer the client that wrote the log; empty if the log does not say */
public record LogHead(RunRecord run, String program, String producer) {
    /** How a log written by this client names its producer. */
    public static final String OURS = "wandb4j";

    private static final int RECORDS = 20; // the environment comes right after the run

    /** Reads the head of a log; empty if the log does not hold its run yet.
     *
     * @throws IOException if it is no log, or cannot be read */
    public static Optional<LogHead> read(Path file) throws IOException {
        String producer = "";
        RunRecord run = null;
        String program = "";
        try (LogReader log = LogReader.open(file)) {
            for (int i = 0; i < RECORDS && program.isEmpty(); i++) {
                Record record = log.next().orElse(null);
                if (record == null) {
                    break;
                }
                producer =
                        record.hasHeader() ? record.getHeader().getVersionInfo().getProducer() : producer;
                run = record.hasRun() && run == null ? record.getRun() : run;
                program = record.hasEnvironment() ? record.getEnvironment().getProgram() : program;
            }
        }
        return of(run, program, producer);
    }

    boolean isOurs() {
        return producer.startsWith(OURS);
    }

    private static Optional<LogHead> of(@Nullable RunRecord run, String program, String producer) {
        return run == null || run.getRunId().isEmpty()
                ? Optional.empty()
                : Optional.of(new LogHead(run, program, producer));
    }
}
