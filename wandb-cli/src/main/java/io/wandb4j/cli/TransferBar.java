package io.wandb4j.cli;

import io.wandb4j.artifact.TransferProgress;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** A progress bar for the files of an artifact: bytes, bytes per second, time left; where there is a terminal to show it.
 *
 * <p>Safe for use by several threads. */
final class TransferBar implements AutoCloseable {
    private static final long MEGABYTE = 1 << 20;

    private final @Nullable ProgressBar bar;

    private TransferBar(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    static TransferBar of(String task) {
        if (System.console() == null) {
            return new TransferBar(null);
        }
        return new TransferBar(new ProgressBarBuilder()
                .setTaskName(task)
                .setUnit(" MB", MEGABYTE)
                .showSpeed()
                .setUpdateIntervalMillis(200)
                .build());
    }

    void show(TransferProgress progress) {
        if (bar != null) {
            bar.maxHint(progress.bytes());
            bar.stepTo(progress.bytesDone());
            bar.setExtraMessage(" " + progress.filesDone() + "/" + progress.files() + " files");
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
