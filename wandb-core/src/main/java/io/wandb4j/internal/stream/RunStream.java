package io.wandb4j.internal.stream;

import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.internal.log.LogReader;
import io.wandb4j.internal.log.LogRecords;
import io.wandb4j.internal.log.LogWriter;
import io.wandb4j.internal.log.RowEncoder;
import io.wandb4j.internal.log.proto.ArtifactRecord;
import io.wandb4j.internal.log.proto.FilesItem;
import io.wandb4j.internal.log.proto.Record;
import io.wandb4j.internal.log.proto.RunExitRecord;
import io.wandb4j.internal.transport.ApiClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A run's log and, online, the sender that follows it.
 *
 * <p>Safe for use by several threads. Appending never throws: when the log cannot be written (disk full, folder gone),
 * recording ends, which is told once. */
public final class RunStream {
    private final Path logFile;
    private final @Nullable LogWriter log;
    private final Consumer<String> problems;
    private final @Nullable Sender sender;
    private final @Nullable Thread thread;
    private final @Nullable Uploads uploads;
    private volatile boolean broken;

    private RunStream(
            Path logFile,
            @Nullable LogWriter log,
            Consumer<String> problems,
            @Nullable Sender sender,
            @Nullable Uploads uploads) {
        this.logFile = logFile;
        this.log = log;
        this.problems = problems;
        this.sender = sender;
        this.uploads = uploads;
        this.thread = sender == null ? null : new Thread(sender, "wandb-sender-" + logFile.getFileName());
    }

    /** A stream that leads nowhere. */
    public static RunStream disabled() {
        return new RunStream(Path.of(""), null, problem -> {}, null, null);
    }

    /** A stream into the log only.
     *
     * @throws IOException if the log cannot be created */
    public static RunStream offline(Path logFile, Consumer<String> problems) throws IOException {
        return new RunStream(logFile, LogWriter.create(logFile), problems, null, null);
    }

    /** A stream into the log and on to the server.
     *
     * @param interval the least time between two requests of the file stream
     * @throws IOException if the log cannot be created */
    public static RunStream online(
            Path logFile,
            ApiClient api,
            ArtifactSink artifacts,
            RunIdentity run,
            Path files,
            Duration interval,
            Consumer<String> problems)
            throws IOException {
        LogWriter log = LogWriter.create(logFile);
        Uploads uploads = new Uploads(new RunFiles(api, run, files), artifacts, run.runId(), problems);
        Sender sender = new Sender(LogReader.open(logFile), api, run, files, uploads, interval, problems);
        RunStream stream = new RunStream(logFile, log, problems, sender, uploads);
        stream.start();
        return stream;
    }

    /** Appends a record that is not a row. */
    public void append(Record.Builder record) {
        if (broken || log == null) {
            return;
        }
        try {
            LogRecords.append(log, record);
        } catch (IOException e) {
            breakOff(e);
        }
    }

    /** Appends the row that the encoder holds. */
    public void append(RowEncoder row, long step) {
        if (broken || log == null) {
            return;
        }
        try {
            row.end(step, log);
        } catch (IOException e) {
            breakOff(e);
        }
    }

    /** Appends an artifact; the future ends when the server has it, and fails at once where there is no server. */
    public CompletableFuture<ArtifactVersion> append(ArtifactRecord artifact) {
        if (uploads == null || sender == null) {
            append(Record.newBuilder().setArtifact(artifact));
            return CompletableFuture.failedFuture(
                    new IllegalStateException("not online: the artifact has no version before it is synced"));
        }
        CompletableFuture<ArtifactVersion> future = uploads.await(artifact.getClientId());
        append(Record.newBuilder().setArtifact(artifact));
        sender.wake();
        return future;
    }

    public boolean isStopped() {
        return sender != null && sender.isStopped();
    }

    /** Ends the stream and waits until all is sent, at most for the given time; zero waits for as long as it takes.
     *
     * @return what is not sent and why, null if all is */
    public @Nullable String finish(int exitCode, int runtimeSeconds, Duration timeout) {
        append(Record.newBuilder()
                .setExit(RunExitRecord.newBuilder().setExitCode(exitCode).setRuntime(runtimeSeconds)));
        String unsent = sender == null || thread == null ? null : await(sender, thread, timeout);
        closeLog();
        return unsent;
    }

    /** How many files of a kind went to the server. */
    public int uploaded(FilesItem.FileType type) {
        return uploads == null ? 0 : uploads.count(type);
    }

    private @Nullable String await(Sender sender, Thread thread, Duration timeout) {
        sender.wake();
        try {
            thread.join(timeout.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            return sender.unsentRows() + " or more rows are not sent yet";
        }
        return sender.failure();
    }

    private void closeLog() {
        if (log != null) {
            try {
                log.close();
            } catch (IOException e) {
                breakOff(e);
            }
        }
    }

    private void start() {
        if (thread != null) {
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void breakOff(IOException e) {
        broken = true;
        problems.accept("recording ended: " + logFile + " cannot be written: " + e.getMessage());
    }
}
