package io.wandb4j.internal.stream;

import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.internal.log.LogRecords;
import io.wandb4j.internal.log.LogWriter;
import io.wandb4j.internal.log.RowEncoder;
import io.wandb4j.internal.log.proto.ArtifactRecord;
import io.wandb4j.internal.log.proto.FilesItem;
import io.wandb4j.internal.log.proto.Record;
import io.wandb4j.internal.log.proto.RunExitRecord;
import io.wandb4j.internal.transport.ApiClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A run's log and, online, the sender that follows it.
 *
 * <p>Safe for use by several threads. Appending never throws: when the log cannot be written (disk full, folder gone),
 * recording ends, which is told once. */
public final class RunStream {
    private final Path logFile;
    private final @Nullable LogWriter log;
    private final @Nullable ProgressFile writing;
    private final @Nullable LiveSender sender;
    private final Consumer<String> problems;
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong files = new AtomicLong();
    private final AtomicLong lostRows = new AtomicLong();
    private final AtomicBoolean told = new AtomicBoolean();
    private final AtomicBoolean toldLate = new AtomicBoolean();
    private volatile boolean broken;
    private volatile boolean over;

    private RunStream(
            Path logFile,
            @Nullable LogWriter log,
            @Nullable ProgressFile writing,
            @Nullable LiveSender sender,
            Consumer<String> problems) {
        this.logFile = logFile;
        this.log = log;
        this.writing = writing;
        this.sender = sender;
        this.problems = problems;
    }

    /** A stream that leads nowhere. */
    public static RunStream disabled() {
        return new RunStream(Path.of(""), null, null, null, problem -> {});
    }

    /** A stream into the log only.
     *
     * @throws IOException if the log cannot be created */
    public static RunStream offline(Path logFile, Consumer<String> problems) throws IOException {
        ProgressFile writing = claim(logFile);
        return new RunStream(logFile, create(logFile, writing), writing, null, problems);
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
            UploadedFiles files,
            Duration interval,
            Consumer<String> problems)
            throws IOException {
        ProgressFile writing = claim(logFile);
        LogWriter log = create(logFile, writing);
        try {
            LiveSender sender = LiveSender.start(logFile, api, artifacts, run, files, interval, problems);
            return new RunStream(logFile, log, writing, sender, problems);
        } catch (IOException e) {
            log.close();
            writing.close();
            throw e;
        }
    }

    private static LogWriter create(Path logFile, ProgressFile writing) throws IOException {
        try {
            return LogWriter.create(logFile);
        } catch (IOException e) {
            writing.close();
            throw e;
        }
    }

    private static ProgressFile claim(Path logFile) throws IOException {
        ProgressFile file = ProgressFile.open(logFile);
        if (file.take(ProgressFile.Role.WRITER)) {
            return file;
        }
        file.close();
        throw new IOException("another run is writing " + logFile + "; end it first, or use another folder or run id");
    }

    /** Appends a record that is not a row; after the end of the run it is ignored, which is told once. */
    public void append(Record.Builder record) {
        if (broken || log == null) {
            return;
        }
        if (over) {
            if (!toldLate.getAndSet(true)) {
                problems.accept("the run has ended: what is changed now is ignored");
            }
            return;
        }
        try {
            LogRecords.append(log, record);
            files.addAndGet(record.getFiles().getFilesCount());
        } catch (IOException e) {
            breakOff(e);
        }
    }

    /** Appends the row that the encoder holds. For one thread at a time, unlike all else. */
    public void append(RowEncoder row, long step) {
        if (log == null) {
            return;
        }
        if (broken) {
            lostRows.incrementAndGet();
            return;
        }
        try {
            row.end(step, log);
            rows.setRelease(rows.getPlain() + 1);
        } catch (IOException e) {
            lostRows.incrementAndGet();
            breakOff(e);
        }
    }

    /** How many rows are not in the log, and why; empty if all are. */
    public Optional<String> loss() {
        if (log != null && sender == null && Files.notExists(logFile)) {
            return Optional.of("Lost " + (rows.get() + lostRows.get()) + " row(s): " + logFile + " was deleted");
        }
        long lost = lostRows.get();
        return lost == 0
                ? Optional.empty()
                : Optional.of("Lost " + lost + " row(s): " + logFile + " could not be written");
    }

    /** Appends an artifact; the future ends when the server has it, and fails at once where there is no server. */
    public CompletableFuture<ArtifactVersion> append(ArtifactRecord artifact) {
        if (sender == null) {
            append(Record.newBuilder().setArtifact(artifact));
            return CompletableFuture.failedFuture(
                    new IllegalStateException("not online: the artifact has no version before it is synced"));
        }
        CompletableFuture<ArtifactVersion> future = sender.await(artifact.getClientId());
        append(Record.newBuilder().setArtifact(artifact));
        sender.wake();
        return future;
    }

    public boolean isStopped() {
        return sender != null && sender.isStopped();
    }

    /** Ends the stream and waits until all is sent, at most for the given time; zero waits for as long as it takes.
     *
     * <p>A thread that is interrupted waits, too, for thirty seconds at most, and stays interrupted.
     *
     * @return what is not sent and why, null if all is */
    public @Nullable String finish(int exitCode, int runtimeSeconds, Duration timeout) {
        RunExitRecord exit = RunExitRecord.newBuilder()
                .setExitCode(exitCode)
                .setRuntime(runtimeSeconds)
                .build();
        append(Record.newBuilder().setExit(exit));
        over = true;
        if (broken && sender != null) {
            sender.end(exit);
        }
        String unsent = sender == null ? null : sender.await(timeout, rows.get(), files.get());
        closeLog();
        return unsent;
    }

    /** How many files of a kind went to the server. */
    public int uploaded(FilesItem.FileType type) {
        return sender == null ? 0 : sender.uploaded(type);
    }

    private void closeLog() {
        if (log == null || writing == null) {
            return;
        }
        try (writing;
                log) {
            return;
        } catch (IOException e) {
            breakOff(e);
        }
    }

    private void breakOff(IOException e) {
        broken = true;
        if (told.getAndSet(true)) {
            return; // the thread that logs and the one that samples may both meet the end of the disk
        }
        problems.accept("recording ended: " + logFile + " cannot be written: " + e.getMessage());
    }
}
