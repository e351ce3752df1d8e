package io.wandb4j.cli;

import io.wandb4j.artifact.TransferProgress;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
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
        return new TransferBar(System.console() == null ? null : bar(task).build());
    }

    /** A bar that is drawn somewhere. */
    static TransferBar of(String task, ProgressBarConsumer place) {
        return new TransferBar(bar(task).setConsumer(place).build());
    }

    private static ProgressBarBuilder bar(String task) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setUnit(" MB", MEGABYTE)
                .showSpeed()
                .setUpdateIntervalMillis(200);
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
