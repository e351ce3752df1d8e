package io.wandb4j.run;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.wandb4j.internal.console.ConsoleCapture;
import io.wandb4j.internal.log.proto.OutputLoggerRecord;
import io.wandb4j.internal.log.proto.OutputRawRecord;
import io.wandb4j.internal.log.proto.OutputType;
import io.wandb4j.internal.log.proto.Record;
import io.wandb4j.internal.stream.RunStream;
import io.wandb4j.internal.terminal.Terminal;
import io.wandb4j.settings.ConsoleMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the program prints, on its way into the log of a run: it is there when the call that printed it returns.
 *
 * <p>Safe for use by several threads. */
final class RunConsole {
    private final ConsoleMode mode;
    private final RunStream stream;
    private final Terminal terminal;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private boolean over;

    private volatile @Nullable ConsoleCapture capture;

    RunConsole(ConsoleMode mode, RunStream stream, Terminal terminal) {
        this.mode = mode;
        this.stream = stream;
        this.terminal = terminal;
    }

    /** Takes what is printed from now on, the lines of this run's own terminal included. */
    void start() {
        if (mode == ConsoleMode.WRAP) {
            ConsoleCapture started = ConsoleCapture.open(this::print);
            capture = started;
            terminal.showTo(started);
        }
    }

    /** Adds lines that were not printed. */
    void write(String text) {
        append(Record.newBuilder()
                .setOutputLogger(OutputLoggerRecord.newBuilder().setLine(text.endsWith("\n") ? text : text + "\n")));
    }

    /** Takes no more; when this returns, nothing of the console will be written to the log any more. */
    void end() {
        ConsoleCapture ending = capture;
        if (ending != null) {
            terminal.showTo(null);
            ending.close();
        }
        synchronized (lock) {
            over = true;
        }
    }

    private void print(boolean toError, String text) {
        try {
            append(Record.newBuilder()
                    .setOutputRaw(OutputRawRecord.newBuilder()
                            .setOutputType(toError ? OutputType.STDERR : OutputType.STDOUT)
                            .setTimestamp(RunRecords.timestamp(Instant.now()))
                            .setLine(text)));
        } catch (RuntimeException e) { // a fault of ours must not come out of a program's println
            terminal.lost("piece(s) of output", "what was printed is not recorded: " + e);
        }
    }

    private void append(Record.Builder record) {
        synchronized (lock) {
            if (!over) {
                stream.append(record);
            }
        }
    }
}
