package io.wandb4j.internal.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.wandb4j.errors.WandbException;
import io.wandb4j.internal.log.LogReader;
import io.wandb4j.internal.log.proto.FilesItem;
import io.wandb4j.internal.log.proto.Record;
import io.wandb4j.internal.log.proto.RunExitRecord;
import io.wandb4j.internal.log.proto.RunRecord;
import io.wandb4j.internal.transport.ApiClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a run's log as it grows and tells the server, until the log's exit record.
 *
 * <p>Works on one thread of its own. Rows that are not sent stay in the log; at most one request's worth is in memory. */
final class Sender implements Runnable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration HEARTBEAT = Duration.ofSeconds(30);
    private static final Duration DEBOUNCE = Duration.ofSeconds(5);
    private static final YAMLMapper YAML = new YAMLMapper();

    private final LogReader log;
    private final ApiClient api;
    private final RunBucket bucket;
    private final RunIdentity run;
    private final Path files;
    private final Uploads uploads;
    private final Duration interval;
    private final Consumer<String> problems;
    private final FileStreamBatch batch;
    private final ConfigDocument config;
    private final SentSummary summary = new SentSummary();
    private final Object signal = new Object();
    private boolean woken;

    private @Nullable RunRecord names;
    private @Nullable RunExitRecord exit;
    private boolean configChanged;
    private boolean namesChanged;
    private boolean summaryChanged;
    private long changedAt;
    private long lastRequest = System.nanoTime() - Duration.ofDays(1).toNanos();
    private volatile boolean stopped;
    private volatile boolean done;
    private volatile @Nullable String failure;
    private volatile long unsentRows;

    Sender(
            LogReader log,
            ApiClient api,
            RunIdentity run,
            Path files,
            Uploads uploads,
            Duration interval,
            Consumer<String> problems) {
        this.log = log;
        this.api = api;
        this.bucket = new RunBucket(api);
        this.run = run;
        this.files = files;
        this.uploads = uploads;
        this.interval = interval;
        this.problems = problems;
        this.batch = new FileStreamBatch(run.historyLines());
        this.config = new ConfigDocument(api.supports("EXPAND_DEFINED_METRIC_GLOBS"));
    }

    @Override
    public void run() {
        try {
            while (!done) {
                step();
            }
        } catch (WandbException e) {
            giveUp(e.getMessage());
        } catch (IOException e) {
            giveUp("a file of the run cannot be read or written: " + e.getMessage());
        } catch (InterruptedException e) {
            giveUp("the sender was interrupted");
            Thread.currentThread().interrupt();
        } catch (
                RuntimeException
                        e) { // a fault of ours must be told like any other, or data would be missing in silence
            giveUp("internal error: " + e);
        } finally {
            done = true;
            uploads.close(failure == null ? "the run has ended" : failure);
            close();
        }
    }

    private void giveUp(@Nullable String reason) {
        failure = "data is not sent any more: " + reason;
        problems.accept("run " + run.runId() + ": " + failure + "; all of it stays in the log, run `wandb sync "
                + files.getParent() + "` to send it");
    }

    /** Whether the server asked the run to stop. */
    boolean isStopped() {
        return stopped;
    }

    /** Why nothing is sent any more, null while all is well. */
    @Nullable
    String failure() {
        return failure;
    }

    long unsentRows() {
        return unsentRows;
    }

    /** Makes the sender look at the log at once. */
    void wake() {
        synchronized (signal) {
            woken = true;
            signal.notifyAll();
        }
    }

    private void step() throws IOException, InterruptedException {
        boolean more = drain();
        sendChanges();
        if (batch.isFull() || (exit == null && due())) {
            transmit();
        }
        if (exit != null && !more) {
            finish(exit);
        } else if (!more) {
            pause();
        }
    }

    /** Takes what the log has, up to one request's worth; whether there is more. */
    private boolean drain() throws IOException {
        while (!batch.isFull()) {
            Optional<Record> record = log.next();
            if (record.isEmpty()) {
                return false;
            }
            take(record.get());
        }
        return true;
    }

    private void take(Record record) {
        switch (record.getRecordTypeCase()) {
            case HISTORY -> takeRow(record);
            case SUMMARY -> {
                summary.apply(record.getSummary());
                summaryChanged = true;
            }
            case CONFIG -> {
                config.apply(record.getConfig());
                configChanged();
            }
            case TELEMETRY -> {
                config.apply(record.getTelemetry());
                configChanged();
            }
            case METRIC -> {
                config.apply(record.getMetric());
                configChanged();
            }
            case ENVIRONMENT -> {
                config.apply(record.getEnvironment());
                configChanged();
            }
            case RUN -> takeRun(record.getRun());
            case FILES -> uploads.add(record.getFiles().getFilesList());
            case ARTIFACT -> uploads.add(record.getArtifact());
            case EXIT -> exit = record.getExit();
            default -> {} // records that say nothing to the server
        }
    }

    private void takeRow(Record record) {
        String line = HistoryLine.of(record.getHistory());
        if (!batch.addHistory(line)) {
            problems.accept("Skipped uploading run.log() data that exceeded size limit (" + line.length() + " > "
                    + FileStreamBatch.LONGEST_LINE + ").");
        }
        unsentRows = batch.rows();
    }

    private void takeRun(RunRecord record) {
        if (names == null) { // the first was sent when the run was created
            config.apply(record.getConfig());
            config.apply(record.getTelemetry());
        } else {
            namesChanged = true;
            changedAt = System.nanoTime();
        }
        names = record;
    }

    private void configChanged() {
        if (!configChanged) {
            changedAt = System.nanoTime();
        }
        configChanged = true;
    }

    private void sendChanges() {
        boolean settled = exit != null || since(changedAt).compareTo(DEBOUNCE) >= 0;
        if (namesChanged && names != null && settled) {
            bucket.updateNames(run, names);
            namesChanged = false;
        }
        if (configChanged && settled) {
            bucket.updateConfig(run, config.toTree());
            configChanged = false;
        }
    }

    private boolean due() {
        Duration quiet = since(lastRequest);
        collect();
        return (!batch.isEmpty() && quiet.compareTo(interval) >= 0) || quiet.compareTo(HEARTBEAT) >= 0;
    }

    private void collect() {
        if (summaryChanged) {
            batch.setSummary(summary.toJson());
            summaryChanged = false;
        }
        for (String path = uploads.pollUploaded(); path != null; path = uploads.pollUploaded()) {
            batch.addUploaded(path);
        }
    }

    private void transmit() {
        collect();
        lastRequest = System.nanoTime();
        if (api.postFileStream(run.entity(), run.project(), run.runId(), batch.toJson())
                .stopped()) {
            stopped = true;
        }
        batch.sent();
        unsentRows = 0;
    }

    private void finish(RunExitRecord exit) throws IOException {
        ObjectNode tree = config.toTree();
        Files.writeString(files.resolve("config.yaml"), YAML.writeValueAsString(tree));
        Files.writeString(files.resolve("wandb-summary.json"), summary.toJson());
        uploads.add(List.of(wandbFile("config.yaml"), wandbFile("wandb-summary.json")));
        uploads.awaitAll();
        batch.complete(exit.getExitCode());
        transmit();
        done = true;
    }

    private static FilesItem wandbFile(String name) {
        return FilesItem.newBuilder()
                .setPath(name)
                .setType(FilesItem.FileType.WANDB)
                .build();
    }

    private void pause() throws InterruptedException {
        synchronized (signal) {
            if (!woken) {
                signal.wait(POLL.toMillis());
            }
            woken = false;
        }
    }

    private void close() {
        try {
            log.close();
        } catch (IOException e) {
            problems.accept("could not close the log: " + e.getMessage());
        }
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
