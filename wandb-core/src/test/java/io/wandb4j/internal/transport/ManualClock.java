package io.wandb4j.internal.transport;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A clock that goes on when somebody sleeps, and at no other time. */
public final class ManualClock implements RetryClock {
    private final List<Duration> sleeps = new CopyOnWriteArrayList<>();
    private volatile Instant now = Instant.parse("2024-02-29T12:00:00Z");

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted");
        }
        sleeps.add(duration);
        now = now.plus(duration);
    }

    @Override
    public void wake() {}

    /** How long every sleep was, in order. */
    public List<Duration> sleeps() {
        return sleeps;
    }
}
