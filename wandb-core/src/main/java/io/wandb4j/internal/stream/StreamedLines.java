package io.wandb4j.internal.stream;

import io.wandb4j.internal.log.proto.HistoryRecord;
import io.wandb4j.internal.log.proto.OutputLoggerRecord;
import io.wandb4j.internal.log.proto.OutputRawRecord;
import io.wandb4j.internal.log.proto.StatsRecord;
import io.wandb4j.internal.transport.ApiClient;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What of a log goes to the server line by line: rows, system metrics, what was printed. For one thread. */
final class StreamedLines {
    private final LineQueue history;
    private final LineQueue events;
    private final ConsoleQueue console;
    private final int longest;
    private final FileStreamBatch batch;
    private final Consumer<String> problems;
    private int oversizedRows;
    private boolean oversizedSummary;

    /** The lines of a log from its begin, of which the server has some.
     *
     * @param files the folder of the run's files */
    StreamedLines(Progress begin, ApiClient api, Path files, Consumer<String> problems) {
        this.problems = problems;
        int target = FileStreamBatch.target(api.connection().network());
        this.longest = api.connection().network().lineBytes().orElse(FileStreamBatch.LONGEST_LINE);
        this.history = new LineQueue("wandb-history.jsonl", longest, begin.history());
        this.events = new LineQueue("wandb-events.jsonl", longest, begin.events());
        this.console = new ConsoleQueue(
                begin.console(),
                api.supports(ConsoleFormat.FEATURE) ? ConsoleFormat.STRUCTURED : ConsoleFormat.PLAIN,
                new ConsoleFile(files.resolve(ConsoleQueue.NAME), problems),
                InstantSource.system(),
                target,
                problems);
        this.batch = new FileStreamBatch(target, List.of(history, events, console));
    }

    /** What the next request carries of them. */
    FileStreamBatch batch() {
        return batch;
    }

    void take(HistoryRecord row) {
        if (!history.isNews()) {
            return;
        }
        String line = HistoryLine.of(row);
        if (!history.add(line) && oversizedRows++ == 0) {
            problems.accept("Skipped uploading run.log() data that exceeded size limit ("
                    + FileStreamBatch.bytesOf(line) + " > " + longest + ").");
        }
    }

    /** Takes a sample of system metrics; one that is too long is left out, as the official client does.
     *
     * @param start when the run started, null if that is not known */
    void take(StatsRecord sample, @Nullable Instant start) {
        if (events.isNews()) {
            events.add(SystemMetricsLine.of(sample, start));
        }
    }

    /** Takes the summary as it now is; one that is too long is left out, which is told once. */
    void takeSummary(String json) {
        long size = FileStreamBatch.bytesOf(json);
        if (size <= longest) {
            batch.setSummary(json);
        } else if (!oversizedSummary) {
            oversizedSummary = true;
            problems.accept(
                    "Skipped uploading summary data that exceeded size limit (" + size + " > " + longest + " bytes).");
        }
    }

    void take(OutputRawRecord output) {
        console.take(output);
    }

    void take(OutputLoggerRecord output) {
        console.take(output);
    }

    /** Ends the file of the console; its name, if there is one. */
    List<String> end() {
        if (oversizedRows > 1) {
            problems.accept("Skipped " + oversizedRows + " rows in all that exceeded the size limit.");
        }
        return console.end() ? List.of(ConsoleQueue.NAME) : List.of();
    }

    /** How many rows wait for a request. */
    int rows() {
        return history.size();
    }

    /** Notes that the server has all that was taken. */
    void acknowledge(StoredProgress progress) {
        progress.acknowledge(history.reached(), events.reached(), console.reached());
    }
}
