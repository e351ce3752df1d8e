package io.wandb4j.internal.stream;

import static java.util.Objects.requireNonNull;

import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.errors.WandbException;
import io.wandb4j.internal.log.LogReader;
import io.wandb4j.internal.log.proto.FilesItem;
import io.wandb4j.internal.log.proto.RunExitRecord;
import io.wandb4j.internal.transport.ApiClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends a run's log while the run writes it, on a thread of its own that keeps no process alive. */
final class LiveSender {
    /** Longer than any time that somebody waits. */
    private static final Duration EVER = Duration.ofDays(36_500);

    private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(30);

    private final ApiClient api;
    private final LogReader log;
    private final ProgressFile file;
    private final Uploads uploads;
    private final Sender sender;
    private final String runId;
    private final Path folder;
    private final Consumer<String> problems;
    private final Thread thread;
    private volatile @Nullable String failure;

    private LiveSender(
            ApiClient api,
            LogReader log,
            ProgressFile file,
            Uploads uploads,
            Sender sender,
            RunIdentity run,
            Path folder,
            Consumer<String> problems) {
        this.api = api;
        this.log = log;
        this.file = file;
        this.uploads = uploads;
        this.sender = sender;
        this.runId = run.runId();
        this.folder = folder;
        this.problems = problems;
        this.thread = new Thread(this::run, "wandb-sender-" + runId);
        this.thread.setDaemon(true);
    }

    /** Starts to send a log from its beginning.
     *
     * @param interval the least time between two requests of the file stream
     * @throws IOException if the log cannot be read, or somebody else sends it */
    static LiveSender start(
            Path logFile,
            ApiClient api,
            ArtifactSink artifacts,
            RunIdentity run,
            UploadedFiles files,
            Duration interval,
            Consumer<String> problems)
            throws IOException {
        ProgressFile file = ProgressFile.open(logFile);
        if (!file.take(ProgressFile.Role.SENDER)) {
            file.close();
            throw new IOException(logFile + " is being sent by another process");
        }
        Progress begin = Progress.begin(Progress.Target.of(api.connection().baseUrl(), run), run.lines());
        StoredProgress progress = new StoredProgress(file, begin, problems);
        LogReader log = LogReader.open(logFile);
        Uploads uploads = new Uploads(new RunFiles(api, run, files), artifacts, run.runId(), api::isClosed, problems);
        RunDescription description = new RunDescription(
                new LoggedRun(api.supports("EXPAND_DEFINED_METRIC_GLOBS")),
                new RunBucket(api),
                run,
                files.folder(),
                uploads,
                problems);
        Sender sender = new Sender(
                log,
                api,
                run,
                description,
                uploads,
                progress,
                new Pace(interval, System::nanoTime),
                () -> LogEnd.Answer.WAIT,
                problems);
        LiveSender live = new LiveSender(
                api,
                log,
                file,
                uploads,
                sender,
                run,
                requireNonNull(logFile.toAbsolutePath().getParent()),
                problems);
        live.thread.start();
        return live;
    }

    /** The future of an artifact whose record will be in the log. */
    CompletableFuture<ArtifactVersion> await(String clientId) {
        return uploads.await(clientId);
    }

    boolean isStopped() {
        return sender.isStopped();
    }

    /** Makes the sender look at the log at once. */
    void wake() {
        sender.wake();
    }

    /** Ends the run with this record if the log, which cannot be written any more, has none. */
    void end(RunExitRecord exit) {
        sender.end(exit);
    }

    int uploaded(FilesItem.FileType type) {
        return uploads.count(type);
    }

    /** Waits until all is sent, at most for the given time; zero waits for as long as it takes.
     *
     * @param rows how many rows the log has
     * @param files how many files it names
     * @return what is not sent and why, null if all is */
    @Nullable
    String await(Duration timeout, long rows, long files) {
        sender.wake();
        boolean interrupted = join(timeout.isZero() || timeout.compareTo(EVER) > 0 ? EVER : timeout);
        if (!thread.isAlive()) {
            return failure;
        }
        return unsent(rows, files) + (interrupted ? ", and the thread that waits was interrupted" : "");
    }

    /** Waits for the end of the sender; whether the waiting thread was interrupted, which shortens the time. */
    private boolean join(Duration timeout) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + timeout.toNanos();
        for (long left = timeout.toNanos(); left > 0 && thread.isAlive(); left = deadline - System.nanoTime()) {
            try {
                TimeUnit.NANOSECONDS.timedJoin(thread, left);
            } catch (InterruptedException e) { // data that could be sent in a moment is not left behind for that
                interrupted = true;
                long now = System.nanoTime();
                deadline = now + Math.min(deadline - now, AFTER_INTERRUPT.toNanos());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return interrupted;
    }

    private String unsent(long rows, long files) {
        List<String> unsent = new ArrayList<>();
        long unsentRows = rows - sender.acknowledgedRows();
        long unsentFiles = files - sender.takenFiles() + uploads.unfinishedFiles();
        long unsentArtifacts = uploads.unfinishedArtifacts();
        if (unsentRows > 0) {
            unsent.add(unsentRows + " of " + rows + " rows");
        }
        if (unsentFiles > 0) {
            unsent.add(unsentFiles + " file(s)");
        }
        if (unsentArtifacts > 0) {
            unsent.add(unsentArtifacts + " artifact(s)");
        }
        return (unsent.isEmpty() ? "the end of the run and its last files" : String.join(", ", unsent))
                + " are not sent yet";
    }

    private void run() {
        boolean ended = false;
        try {
            sender.send();
            ended = true;
        } catch (WandbException e) {
            giveUp(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            giveUp("the log cannot be read: " + e.getMessage());
        } catch (InterruptedException e) {
            giveUp("the sender was interrupted");
            Thread.currentThread().interrupt();
        } catch (
                RuntimeException
                        e) { // a fault of ours must be told like any other, or data would be missing in silence
            giveUp("internal error: " + e);
        } finally {
            if (!ended && failure == null) { // out of memory, say: whoever waits must not take that for an end
                failure = "data is not sent any more: the sender died";
            }
            close();
        }
    }

    private void giveUp(String reason) {
        failure = "data is not sent any more: " + reason;
        problems.accept("run " + runId + ": " + failure + "; all of it stays in the log, run `wandb4j sync " + folder
                + "` to send it");
    }

    private void close() {
        uploads.close(failure == null ? "the run has ended" : failure);
        api.rest(); // a process may have hundreds of runs, one after the other
        try (log;
                file) {
            return;
        } catch (IOException e) {
            problems.accept("could not close the log: " + e.getMessage());
        }
    }
}
