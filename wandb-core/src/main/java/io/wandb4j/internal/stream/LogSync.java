package io.wandb4j.internal.stream;

import static java.util.Objects.requireNonNull;

import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.log.LogReader;
import io.wandb4j.internal.log.proto.Feature;
import io.wandb4j.internal.log.proto.RunExitRecord;
import io.wandb4j.internal.log.proto.RunRecord;
import io.wandb4j.internal.log.proto.TelemetryRecord;
import io.wandb4j.internal.transport.ApiClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Sends what a server lacks of a log that was written by another process, is being written, or was written offline. */
public final class LogSync {
    /** Where to send a log, and how far.
     *
     * @param redirection what is said otherwise than in the log
     * @param follow whether to go on while the log is being written
     * @param initTimeout how long the server may take to accept the run
     * @param interval the least time between two requests while a log is followed
     * @param ignoreGlobs patterns of the names of files that are not uploaded */
    public record Options(
            Redirection redirection,
            boolean follow,
            Duration initTimeout,
            Duration interval,
            List<String> ignoreGlobs) {
        /** Copies the patterns. */
        public Options {
            ignoreGlobs = List.copyOf(ignoreGlobs);
        }
    }

    /** What came of it.
     *
     * @param run where the log went
     * @param rows how many rows were sent
     * @param end how the run ended; empty if it goes on
     * @param died whether the log did not say how the run ended, and nobody is there to write it
     * @param complete whether the server has all, the end included
     * @param problems what did not arrive, and why */
    public record Outcome(
            RunIdentity run,
            long rows,
            Optional<RunExitRecord> end,
            boolean died,
            boolean complete,
            List<String> problems) {}

    /** Is told how far it is. */
    @FunctionalInterface
    public interface Watcher {
        /** There is progress.
         *
         * @param bytes how many bytes of the log are read
         * @param rows how many rows are sent */
        void progress(long bytes, long rows);
    }

    private static final TelemetryRecord SYNCED = TelemetryRecord.newBuilder()
            .setFeature(Feature.newBuilder().setSync(true))
            .build();

    private final Path file;
    private final ApiClient api;
    private final ArtifactSink artifacts;
    private final Options options;
    private final Watcher watcher;
    private final List<String> problems = new CopyOnWriteArrayList<>();

    /** Prepares to send a log. */
    public LogSync(Path file, ApiClient api, ArtifactSink artifacts, Options options, Watcher watcher) {
        this.file = file;
        this.api = api;
        this.artifacts = artifacts;
        this.options = options;
        this.watcher = watcher;
    }

    /** Sends the log; blocks until that is done.
     *
     * @throws UsageException if there is no run in the log, or somebody else is sending it
     * @throws io.wandb4j.errors.WandbException if the server refuses it
     * @throws IOException if the log cannot be read, or its folder not be written */
    public Outcome send() throws IOException, InterruptedException {
        LogHead head = LogHead.read(file)
                .orElseThrow(() -> new UsageException(file + " holds no run yet: there is nothing to send"));
        try (ProgressFile progress = openProgress();
                LogReader log = LogReader.open(file)) {
            if (!progress.take(ProgressFile.Role.SENDER)) {
                throw new UsageException("run " + head.run().getRunId() + " is being sent by another process (" + file
                        + "): wait until that ends");
            }
            RunRecord record = options.redirection().apply(head.run());
            if (record.hasBranchPoint() && progress.read().isEmpty()) { // later the run goes on from what was sent
                record = new RunBranches(api).branch(record, options.initTimeout());
            }
            RunBucket bucket = new RunBucket(api);
            RunIdentity run = bucket.create(record, head.program(), SYNCED, options.initTimeout());
            if (options.redirection().isStopped()) { // before the run has ended there: afterwards it is too late
                bucket.stop(run);
            }
            UploadedFiles files = UploadedFiles.of(files(), options.ignoreGlobs());
            Uploads uploads =
                    new Uploads(new RunFiles(api, run, files), artifacts, run.runId(), api::isClosed, problems::add);
            try {
                return send(head, run, log, progress, uploads);
            } finally {
                uploads.close("the sync has ended");
            }
        }
    }

    private ProgressFile openProgress() {
        try {
            return ProgressFile.open(file);
        } catch (IOException e) {
            throw new UsageException(
                    "cannot send " + file + ": what the server has is kept beside it, and that cannot be written: "
                            + e.getMessage() + "; make the folder writable, or sync a copy of it",
                    e);
        }
    }

    private Outcome send(LogHead head, RunIdentity run, LogReader log, ProgressFile file, Uploads uploads)
            throws IOException, InterruptedException {
        StoredProgress progress = new StoredProgress(file, begin(head, run, file.read()), problems::add);
        LoggedRun logged = new LoggedRun(api.supports("EXPAND_DEFINED_METRIC_GLOBS"), options.redirection());
        RunDescription description =
                new RunDescription(logged, new RunBucket(api), run, files(), uploads, problems::add);
        description.note(SYNCED);
        Ending ending = new Ending(file, head.isOurs());
        Sender sender = new Sender(
                log,
                api,
                run,
                description,
                uploads,
                progress,
                new Pace(options.interval(), System::nanoTime),
                ending,
                problems::add);
        sender.watch(() -> watcher.progress(sender.position(), sender.sentRows()));
        Optional<RunExitRecord> end = sender.send();
        if (log.skipped() > 0) {
            problems.add("the log is broken in " + log.skipped() + " place(s): what was there cannot be read");
        }
        boolean died = end.isPresent() && logged.exit().isEmpty();
        if (died && log.endsWithinRecord()) { // like the official client, which does not call such a run synced
            problems.add("the log ends within a record: its process died while it wrote that, or is writing still;"
                    + " sync it again if the file grows");
        }
        return new Outcome(run, sender.sentRows(), end, died, progress.get().complete(), List.copyOf(problems));
    }

    /** The progress to go on from: the stored one, if it is of this run and the server still has what it says. */
    private Progress begin(LogHead head, RunIdentity run, Optional<Progress> stored) throws IOException {
        Progress.Target target = Progress.Target.of(api.connection().baseUrl(), run);
        Optional<Progress> same = stored.filter(progress -> progress.target().equals(target));
        return same.isPresent() ? same.get().checked(run.lines()) : Progress.begin(target, present(head.run(), run));
    }

    // Lines of another log stay: those that the run went on from, or that another log of the same run id brought. What
    // is
    // this log's own, because its progress was lost or its process died before it could be stored, is written over.
    private LineCounts present(RunRecord record, RunIdentity run) throws IOException {
        boolean continues = record.getResumed() || record.getForked() || record.hasBranchPoint();
        boolean elsewhere = options.redirection().leadsFrom(record.getRunId());
        if (run.lines().equals(LineCounts.NONE) || continues || elsewhere) {
            return run.lines();
        }
        Optional<FirstRow> first = FirstRow.read(file);
        boolean own =
                run.lines().history() == 0 || first.isEmpty() || first.get().begins(run, api);
        return own ? LineCounts.NONE : run.lines();
    }

    private Path files() {
        return requireNonNull(file.toAbsolutePath().getParent()).resolve("files");
    }

    /** What the end of the log means for one who did not write it. */
    private final class Ending implements LogEnd {
        private final ProgressFile file;
        private final boolean ours;

        Ending(ProgressFile file, boolean ours) {
            this.file = file;
            this.ours = ours;
        }

        @Override
        public Answer ask() throws IOException {
            if (file.isTaken(ProgressFile.Role.WRITER)) {
                return options.follow() ? Answer.WAIT : Answer.LEAVE;
            }
            // Other clients do not say whether they are still writing: who follows a log of theirs knows better.
            return options.follow() && !ours ? Answer.WAIT : Answer.FAIL;
        }
    }
}
