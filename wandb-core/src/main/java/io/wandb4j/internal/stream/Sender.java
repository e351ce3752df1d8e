package io.wandb4j.internal.stream;

import io.wandb4j.internal.log.LogReader;
import io.wandb4j.internal.log.proto.ArtifactRecord;
import io.wandb4j.internal.log.proto.FilesItem;
import io.wandb4j.internal.log.proto.Record;
import io.wandb4j.internal.log.proto.RunExitRecord;
import io.wandb4j.internal.transport.ApiClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a run's log from its first record and tells the server, until the log's end.
 *
 * <p>Live sending, catching up, recovery and sync are all this. Config, summary and names are added up anew from the log;
 * rows that a sender before got acknowledged are only counted. Each row has its line on the server, so a row that is sent
 * twice is stored once. At most one request's worth of rows is in memory. Works on the thread that calls {@link #send}. */
final class Sender {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int FAILED = 1;

    private final LogReader log;
    private final ApiClient api;
    private final RunIdentity run;
    private final Uploads uploads;
    private final StoredProgress progress;
    private final Pace pace;
    private final LogEnd end;

    private final LoggedRun logged;
    private final StreamedLines lines;
    private final FileStreamBatch batch;
    private final Alerts alerts;
    private final RunDescription description;
    private final Object signal = new Object();
    private int artifacts;
    private boolean woken;
    private volatile @Nullable RunExitRecord unrecordedExit;
    private volatile Runnable watcher = () -> {};
    private volatile long position;
    private volatile long sentRows;
    private volatile long takenFiles;
    private volatile boolean stopped;

    Sender(
            LogReader log,
            ApiClient api,
            RunIdentity run,
            RunDescription description,
            Uploads uploads,
            StoredProgress progress,
            Pace pace,
            LogEnd end,
            Consumer<String> problems) {
        this.log = log;
        this.api = api;
        this.run = run;
        this.description = description;
        this.uploads = uploads;
        this.progress = progress;
        this.pace = pace;
        this.end = end;
        this.logged = description.logged();
        this.lines = new StreamedLines(progress.get(), api, description.files(), problems);
        this.batch = lines.batch();
        this.alerts = new Alerts(api, run, progress, problems);
    }

    /** Sends until the run's end is sent, or the log is to be left.
     *
     * @return the end of the run; empty if it goes on
     * @throws io.wandb4j.errors.WandbException if the server refuses the data
     * @throws IOException if the log cannot be read */
    Optional<RunExitRecord> send() throws IOException, InterruptedException {
        while (true) {
            LogEnd.Answer answer = end.ask();
            boolean more = drain();
            watcher.run();
            if (more) {
                keepUp();
            } else if (exit().isPresent()) {
                return Optional.of(finish(exit().get()));
            } else if (answer == LogEnd.Answer.FAIL) {
                return Optional.of(
                        finish(RunExitRecord.newBuilder().setExitCode(FAILED).build()));
            } else if (answer == LogEnd.Answer.LEAVE) {
                leave();
                return Optional.empty();
            } else {
                keepUp();
                pause();
            }
        }
    }

    /** Ends the run so when all of the log is sent, even if the log does not say that the run has ended. */
    void end(RunExitRecord exit) {
        unrecordedExit = exit;
        wake();
    }

    /** Has something called whenever there is progress, on the sender's thread. */
    void watch(Runnable watcher) {
        this.watcher = watcher;
    }

    /** How many bytes of the log are read. */
    long position() {
        return position;
    }

    /** How many rows the server has got from this sender. */
    long sentRows() {
        return sentRows;
    }

    /** How many files the part of the log names that is read. */
    long takenFiles() {
        return takenFiles;
    }

    /** How many rows of the log the server has. */
    long acknowledgedRows() {
        return progress.get().history().records();
    }

    /** Whether the server asked the run to stop. */
    boolean isStopped() {
        return stopped;
    }

    /** Makes the sender look at the log at once. */
    void wake() {
        synchronized (signal) {
            woken = true;
            signal.notifyAll();
        }
    }

    private Optional<RunExitRecord> exit() {
        return logged.exit().or(() -> Optional.ofNullable(unrecordedExit));
    }

    /** Takes what the log has, up to one request's worth; whether there is more. */
    private boolean drain() throws IOException {
        while (!batch.isFull() && !uploads.isBusy()) {
            Optional<Record> record = log.next();
            position = log.position();
            if (record.isEmpty()) {
                return false;
            }
            take(record.get());
        }
        return true;
    }

    /** Every kind of record has one handler; those that make up the run's description have theirs in {@link LoggedRun}. */
    private void take(Record record) {
        switch (record.getRecordTypeCase()) {
            case HISTORY -> lines.take(record.getHistory());
            case STATS -> lines.take(record.getStats(), logged.start());
            case OUTPUT_RAW -> lines.take(record.getOutputRaw());
            case OUTPUT_LOGGER -> lines.take(record.getOutputLogger());
            case ALERT -> alerts.take(record.getAlert());
            case FILES -> {
                uploads.add(record.getFiles().getFilesList());
                takenFiles = takenFiles + record.getFiles().getFilesCount();
            }
            case ARTIFACT -> takeArtifact(record.getArtifact());
            case PREEMPTING -> batch.preempt();
            default -> logged.apply(record);
        }
    }

    private void takeArtifact(ArtifactRecord artifact) {
        int number = artifacts++;
        if (!progress.get().artifacts().contains(number)) {
            uploads.add(inRun(artifact), () -> progress.commitArtifact(number));
        }
    }

    // An offline run does not know its entity, and sync can lead it to another place.
    private ArtifactRecord inRun(ArtifactRecord artifact) {
        return artifact.toBuilder()
                .setEntity(run.entity())
                .setProject(run.project())
                .setRunId(run.runId())
                .build();
    }

    private void keepUp() throws InterruptedException {
        if (pace.isSettled(logged.isChanged())) {
            description.send();
        }
        uploads.addChanged();
        collectUploaded();
        boolean due = pace.mayRequest() && (!batch.isEmpty() || logged.isSummaryChanged());
        if (batch.isFull() || due || pace.mustRequest()) {
            transmit();
        } else if (uploads.isBusy()) {
            pause();
        }
    }

    private RunExitRecord finish(RunExitRecord exit) throws IOException, InterruptedException {
        lines.end().forEach(this::addFile);
        description.writeFiles();
        uploads.addFilesAtEnd();
        awaitUploads();
        if (!exit.getNotComplete()) {
            batch.complete(exit.getExitCode());
        }
        transmit();
        boolean whole = log.skipped() == 0 && (logged.exit().isPresent() || !log.endsWithinRecord());
        if (uploads.failures() == 0 && whole) {
            progress.complete();
        }
        return exit;
    }

    private void addFile(String path) {
        uploads.add(List.of(FilesItem.newBuilder()
                .setPath(path)
                .setType(FilesItem.FileType.WANDB)
                .build()));
    }

    private void leave() throws InterruptedException {
        awaitUploads();
        transmit();
    }

    private void awaitUploads() throws InterruptedException {
        description.send();
        while (!uploads.awaitAll(Pace.HEARTBEAT)) {
            transmit();
        }
    }

    private void collectUploaded() {
        for (String path = uploads.pollUploaded(); path != null; path = uploads.pollUploaded()) {
            batch.addUploaded(path);
        }
    }

    private void transmit() {
        logged.takeSummary().ifPresent(lines::takeSummary);
        collectUploaded();
        do {
            pace.requested();
            int rows = lines.rows();
            if (api.postFileStream(run.entity(), run.project(), run.runId(), batch.toJson())
                    .stopped()) {
                stopped = true;
            }
            sentRows += rows;
            batch.sent();
        } while (batch.hasLines());
        lines.acknowledge(progress);
        watcher.run();
    }

    private void pause() throws InterruptedException {
        synchronized (signal) {
            if (!woken) {
                signal.wait(POLL.toMillis());
            }
            woken = false;
        }
    }
}
