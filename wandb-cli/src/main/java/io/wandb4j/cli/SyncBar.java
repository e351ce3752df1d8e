package io.wandb4j.cli;

import io.wandb4j.sync.RunLog;
import io.wandb4j.sync.SyncProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** A progress bar for all logs together, where there is a terminal to show it.
 *
 * <p>Safe for use by several threads. */
final class SyncBar implements AutoCloseable {
    private final @Nullable ProgressBar bar;
    private final Map<Path, SyncProgress> progress = new ConcurrentHashMap<>();

    private SyncBar(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    static SyncBar of(List<RunLog> logs) {
        if (System.console() == null) {
            return new SyncBar(null);
        }
        SyncBar bar = new SyncBar(new ProgressBarBuilder()
                .setTaskName("Syncing")
                .setUnit(" kB", 1 << 10)
                .setUpdateIntervalMillis(200)
                .build());
        logs.forEach(log -> bar.move(log, new SyncProgress(0, size(log.file()), 0)));
        return bar;
    }

    void move(RunLog log, SyncProgress now) {
        progress.put(log.file(), now);
        show();
    }

    /** Counts a log as read, whatever came of it. */
    void finish(RunLog log) {
        progress.computeIfPresent(
                log.file(), (file, last) -> new SyncProgress(last.bytes(), last.bytes(), last.rowsSent()));
        show();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }

    private void show() {
        if (bar != null) {
            bar.maxHint(
                    progress.values().stream().mapToLong(SyncProgress::bytes).sum());
            bar.stepTo(progress.values().stream()
                    .mapToLong(SyncProgress::bytesRead)
                    .sum());
            long rows =
                    progress.values().stream().mapToLong(SyncProgress::rowsSent).sum();
            bar.setExtraMessage(" " + rows + " rows");
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }
}
