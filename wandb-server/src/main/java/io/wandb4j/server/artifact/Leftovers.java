package io.wandb4j.server.artifact;

import io.wandb4j.server.blob.Blobs;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What need not be kept any longer: uploads that were begun and not ended within a week, and versions whose time to live is over.
 *
 * <p>Looked for at the start and, while versions are being made, once an hour; needs no thread.
 */
public final class Leftovers {

    private static final Duration PATIENCE = Duration.ofDays(7);
    private static final Duration INTERVAL = Duration.ofHours(1);

    private final Deletions deletions;
    private final Blobs blobs;
    private final Clock clock;
    private final AtomicReference<Instant> next = new AtomicReference<>(Instant.MIN);

    Leftovers(Deletions deletions, Blobs blobs, Clock clock) {
        this.deletions = deletions;
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
        deletions.deletePendingBefore(oldest);
        deletions.deleteExpired();
        blobs.parts().deleteBefore(oldest);
    }
}
