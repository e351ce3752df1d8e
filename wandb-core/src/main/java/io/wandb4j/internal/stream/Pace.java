package io.wandb4j.internal.stream;

import java.time.Duration;
import java.util.function.LongSupplier;

/** When the sender turns to the server: at most once per interval, at least once per heartbeat, and with a change of the
 * run only when it has settled. For one thread. */
final class Pace {
    static final Duration HEARTBEAT = Duration.ofSeconds(30);
    private static final Duration DEBOUNCE = Duration.ofSeconds(5);

    private final Duration interval;
    private final LongSupplier nanoTime;
    private long requestedAt;
    private long changedAt;
    private boolean changed;
    private boolean requested;

    /** A pace on a clock such as {@link System#nanoTime}. */
    Pace(Duration interval, LongSupplier nanoTime) {
        this.interval = interval;
        this.nanoTime = nanoTime;
    }

    void requested() {
        requested = true;
        requestedAt = nanoTime.getAsLong();
    }

    /** Whether data may go. */
    boolean mayRequest() {
        return !requested || since(requestedAt).compareTo(interval) >= 0;
    }

    /** Whether a request must go, even an empty one. */
    boolean mustRequest() {
        return !requested || since(requestedAt).compareTo(HEARTBEAT) >= 0;
    }

    /** Whether a change that was there at the calls before, too, has settled. */
    boolean isSettled(boolean isChanged) {
        if (isChanged && !changed) {
            changedAt = nanoTime.getAsLong();
        }
        changed = isChanged;
        return isChanged && since(changedAt).compareTo(DEBOUNCE) >= 0;
    }

    private Duration since(long moment) {
        return Duration.ofNanos(nanoTime.getAsLong() - moment);
    }
}
