package io.wandb4j.internal.transport.artifact;

import io.wandb4j.artifact.ArtifactEntry;
import io.wandb4j.artifact.TransferProgress;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Adds up what was transferred, and tells somebody of it. */
final class Tally {
    private final Consumer<TransferProgress> listener;
    private final long files;
    private final long bytes;
    private final AtomicLong filesDone = new AtomicLong();
    private final AtomicLong bytesDone = new AtomicLong();

    Tally(Collection<ArtifactEntry> entries, Consumer<TransferProgress> listener) {
        this.listener = listener;
        this.files = entries.size();
        this.bytes = entries.stream().mapToLong(ArtifactEntry::size).sum();
        tell();
    }

    /** Counts bytes that arrived; fewer than none of those that must come again. */
    void moved(long count) {
        bytesDone.addAndGet(count);
        tell();
    }

    void fileDone() {
        filesDone.incrementAndGet();
        tell();
    }

    private void tell() {
        listener.accept(new TransferProgress(filesDone.get(), files, Math.min(bytes, bytesDone.get()), bytes));
    }
}
