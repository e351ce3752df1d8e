package io.wandb4j.sweep;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** That a program gets the signals that its agent gets.
 *
 * @param patience how long it may take to end after the first before it is killed; null for ever */
record SignalForwarding(@Nullable Duration patience) {
    /** Sends a signal; where there are none but the end, the end. */
    void send(String signal, Process process, boolean windows) throws IOException {
        if (windows || signal.equals("TERM")) {
            process.destroy();
        } else {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
        }
    }

    boolean isOver(long nanosSinceFirst) {
        return patience != null && nanosSinceFirst > patience.toNanos();
    }
}
