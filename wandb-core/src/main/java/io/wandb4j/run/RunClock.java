package io.wandb4j.run;

import java.time.Instant;
import java.time.InstantSource;

/** What time it is for a run: by the calendar for timestamps, by the stopwatch for its runtime. */
final class RunClock {
    private final InstantSource calendar;
    private final long startedAt;
    private final Instant start;
    private final long before;

    RunClock(InstantSource calendar) {
        this(calendar, System.nanoTime(), calendar.instant(), 0);
    }

    private RunClock(InstantSource calendar, long startedAt, Instant start, long before) {
        this.calendar = calendar;
        this.startedAt = startedAt;
        this.start = start;
        this.before = before;
    }

    /** This clock for a run that had run for some seconds when it was resumed. */
    RunClock goingOnAfter(long seconds) {
        return new RunClock(calendar, startedAt, start, seconds);
    }

    Instant start() {
        return start;
    }

    /** Seconds since 1970. */
    double timestamp() {
        return calendar.millis() / 1e3; // divided, since the product has more digits
    }

    /** Seconds that the run has run, in all processes; a calendar that is set back does not touch it. */
    double runtime() {
        return before + (System.nanoTime() - startedAt) / 1e9;
    }
}
