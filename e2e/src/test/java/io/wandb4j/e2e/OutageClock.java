package io.wandb4j.e2e;

import io.wandb4j.internal.transport.RetryClock;
import java.time.Duration;
import java.time.Instant;

/** A clock on which hours of back-off pass at once. */
final class OutageClock implements RetryClock {
    private final Runnable onSleep;
    private Instant now = Instant.parse("2024-02-29T12:00:00Z");
    private Duration slept = Duration.ZERO;

    OutageClock(Runnable onSleep) {
        this.onSleep = onSleep;
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted");
        }
        synchronized (this) {
            now = now.plus(duration);
            slept = slept.plus(duration);
        }
        onSleep.run();
    }

    @Override
    public void wake() {}

    /** How long all sleeps together were. */
    synchronized Duration slept() {
        return slept;
    }
}
