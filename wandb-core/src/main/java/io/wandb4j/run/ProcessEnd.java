package io.wandb4j.run;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/** Why the process ends, as far as that shows from inside. */
enum ProcessEnd {
    /** The program is through, or called {@code System.exit}. */
    PROGRAM(0, Duration.ofSeconds(60)),
    /** Somebody pressed Ctrl+C; the exit code is that of the official client. */
    INTERRUPT(255, Duration.ofSeconds(8)),
    /** Somebody asked for an end, who may not wait longer than ten seconds before using force. */
    TERMINATION(128 + 15, Duration.ofSeconds(8)),
    /** The terminal was closed. */
    HANGUP(128 + 1, Duration.ofSeconds(8));

    private final int exitCode;
    private final Duration patience;

    ProcessEnd(int exitCode, Duration patience) {
        this.exitCode = exitCode;
        this.patience = patience;
    }

    /** What ends the process now; to be asked in a shutdown hook. */
    static ProcessEnd current() {
        // a signal has a thread of its own, which waits in the shutdown until the hooks are done
        for (Map.Entry<Thread, StackTraceElement[]> thread :
                Thread.getAllStackTraces().entrySet()) {
            boolean endsTheProcess = Arrays.stream(thread.getValue())
                    .anyMatch(frame -> frame.getClassName().equals("java.lang.Shutdown"));
            if (endsTheProcess) {
                return ofThread(thread.getKey().getName());
            }
        }
        return PROGRAM;
    }

    /** What a run that nobody ended ends with. */
    int exitCode() {
        return exitCode;
    }

    /** How long a run may hold up the end, where its settings do not say. */
    Duration patience() {
        return patience;
    }

    private static ProcessEnd ofThread(String name) {
        return switch (name) {
            case "SIGINT handler" -> INTERRUPT;
            case "SIGTERM handler" -> TERMINATION;
            case "SIGHUP handler" -> HANGUP;
            default -> PROGRAM;
        };
    }
}
