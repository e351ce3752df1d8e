package io.wandb4j.internal.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import io.wandb4j.internal.console.Console;
import io.wandb4j.internal.console.ConsoleLine;
import io.wandb4j.internal.log.proto.OutputLoggerRecord;
import io.wandb4j.internal.log.proto.OutputRawRecord;
import io.wandb4j.internal.log.proto.OutputType;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The console of a run on its way to the server. For one thread.
 *
 * <p>Lines that can still change are sent again after they have: a request carries all lines from the first changed one on,
 * which are at most a terminal's height more than there is to say. */
final class ConsoleQueue implements StreamFile {
    static final String NAME = "output.log";

    /** What a short line takes in memory beside its text; counted, so that many of them do not fill a small heap. */
    private static final int OVERHEAD = 64;

    private final Console console = new Console(new Lines());
    private final Progress.Lines begin;
    private final ConsoleFormat format;
    private final ConsoleFile file;
    private final InstantSource clock;
    private final Consumer<String> problems;
    private final int target;
    private final List<String> settled = new ArrayList<>();
    private long settledBytes;
    private long records;
    private long lines;
    private long firstChanged = Long.MAX_VALUE;
    private int carried;
    private long cutLines;

    /** An empty console behind what the server has.
     *
     * @param target about how many bytes a request may carry */
    ConsoleQueue(
            Progress.Lines begin,
            ConsoleFormat format,
            ConsoleFile file,
            InstantSource clock,
            int target,
            Consumer<String> problems) {
        this.begin = begin;
        this.format = format;
        this.file = file;
        this.clock = clock;
        this.target = target;
        this.problems = problems;
    }

    void take(OutputRawRecord output) {
        records++;
        console.write(
                output.getOutputType() == OutputType.STDERR,
                output.hasTimestamp() ? SystemMetricsLine.instant(output.getTimestamp()) : clock.instant(),
                output.getLine());
    }

    void take(OutputLoggerRecord output) {
        records++;
        console.append(clock.instant(), output.getLine());
    }

    /** Ends the file of the console; whether there is one. */
    boolean end() {
        console.forEachOpen(this::keep);
        if (cutLines > 1) {
            problems.accept(
                    "Cut " + cutLines + " lines of output in all behind " + ConsoleLine.LONGEST + " characters.");
        }
        return file.close();
    }

    private void keep(ConsoleLine line) {
        file.add(line.text());
        if (line.isCut() && records > begin.records() && cutLines++ == 0) {
            problems.accept("Cut a line of output behind " + ConsoleLine.LONGEST
                    + " characters; the log of the run keeps it whole, and run.writeLogs() takes longer ones.");
        }
    }

    @Override
    public boolean isEmpty() {
        return firstChanged == Long.MAX_VALUE;
    }

    @Override
    public long bytes() {
        return settledBytes;
    }

    @Override
    public boolean writeTo(JsonGenerator json) throws IOException {
        List<String> content = new ArrayList<>();
        long size = 0;
        for (String line : unsent()) {
            size += size(line);
            if (size > target && !content.isEmpty()) {
                break;
            }
            content.add(line);
        }
        carried = content.size();
        FileStreamBatch.writeChunk(json, NAME, begin.first() + firstChanged, content);
        file.flush();
        return isAllCarried();
    }

    @Override
    public void sent() {
        settled.subList(0, Math.min(carried, settled.size())).clear();
        settledBytes = settled.stream().mapToLong(ConsoleQueue::size).sum();
        firstChanged = isAllCarried() ? Long.MAX_VALUE : firstChanged + carried;
    }

    private static long size(String line) {
        return FileStreamBatch.bytesOf(line) + OVERHEAD;
    }

    private boolean isAllCarried() {
        return firstChanged + carried >= lines;
    }

    @Override
    public Progress.Lines reached() {
        boolean behind = records < begin.records();
        return behind ? begin : new Progress.Lines(begin.first(), records, lines);
    }

    private List<String> unsent() {
        List<String> unsent = new ArrayList<>(settled);
        console.forEachOpen(line -> {
            if (line.number() >= firstChanged) {
                unsent.add(format.apply(line));
            }
        });
        return unsent;
    }

    private final class Lines implements Console.Listener {
        @Override
        public void changed(ConsoleLine line) {
            lines = Math.max(lines, line.number() + 1);
            if (records > begin.records()) { // else the server has it: the log is read from its begin
                firstChanged = Math.min(firstChanged, line.number());
            }
        }

        @Override
        public void settled(ConsoleLine line) {
            keep(line);
            if (line.number() >= firstChanged) {
                String text = format.apply(line);
                settled.add(text);
                settledBytes += size(text);
            }
        }
    }
}
