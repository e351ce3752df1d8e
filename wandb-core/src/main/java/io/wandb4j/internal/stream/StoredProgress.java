package io.wandb4j.internal.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.util.function.Consumer;

/** How much of a log the server has, kept in the file beside the log whenever it changes.
 *
 * <p>Where the file cannot be written sending goes on all the same, which is told once: all that is lost is that the next
 * process sends again what the server has. Safe for use by several threads. */
final class StoredProgress {
    private final Object lock = new Object();
    private final ProgressFile file;
    private final Consumer<String> problems;

    @GuardedBy("lock")
    private Progress progress;

    @GuardedBy("lock")
    private boolean failed;

    /** Goes on from a progress, which is stored at once: before the first row is sent. */
    StoredProgress(ProgressFile file, Progress progress, Consumer<String> problems) {
        this.file = file;
        this.problems = problems;
        this.progress = progress.withComplete(false);
        synchronized (lock) {
            store(this.progress);
        }
    }

    Progress get() {
        synchronized (lock) {
            return progress;
        }
    }

    /** Notes that the server has so much of the rows, system metrics and console. */
    void acknowledge(Progress.Lines history, Progress.Lines events, Progress.Lines console) {
        synchronized (lock) {
            Progress next = progress.with(history, events, console);
            if (!next.equals(progress)) {
                store(next);
            }
        }
    }

    /** Notes that the server has so many alerts. */
    void acknowledgeAlerts(int alerts) {
        synchronized (lock) {
            store(progress.withAlerts(alerts));
        }
    }

    void commitArtifact(int number) {
        synchronized (lock) {
            store(progress.withArtifact(number));
        }
    }

    void complete() {
        synchronized (lock) {
            store(progress.withComplete(true));
        }
    }

    @GuardedBy("lock")
    private void store(Progress next) {
        progress = next;
        try {
            file.write(next);
        } catch (IOException e) {
            if (!failed) {
                problems.accept("cannot store how much of the run is sent: " + e.getMessage());
            }
            failed = true;
        }
    }
}
