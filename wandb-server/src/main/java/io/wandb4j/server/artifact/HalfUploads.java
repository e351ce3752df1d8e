package io.wandb4j.server.artifact;

import io.wandb4j.server.blob.Blobs;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Uploads that were begun and never ended: after a week nobody comes back for them.
 *
 * <p>Looked for at the start and, while versions are being made, once an hour; needs no thread.
 */
public final class HalfUploads {

    private static final Duration PATIENCE = Duration.ofDays(7);
    private static final Duration INTERVAL = Duration.ofHours(1);

    private final Artifacts artifacts;
    private final Blobs blobs;
    private final Clock clock;
    private final AtomicReference<Instant> next = new AtomicReference<>(Instant.MIN);

    HalfUploads(Artifacts artifacts, Blobs blobs, Clock clock) {
        this.artifacts = artifacts;
        this.blobs = blobs;
        this.clock = clock;
    }

    /** Removes what is too old, if that was not done a short while ago. */
    public void collect() throws IOException {
        Instant now = clock.instant();
        Instant due = next.get();
        if (now.isBefore(due) || !next.compareAndSet(due, now.plus(INTERVAL))) {
            return;
        }
        Instant oldest = now.minus(PATIENCE);
        artifacts.deletePendingBefore(oldest.toEpochMilli());
        blobs.parts().deleteBefore(oldest);
    }
}
