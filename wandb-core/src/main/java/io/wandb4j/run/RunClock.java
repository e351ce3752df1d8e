package io.wandb4j.run;

import java.time.Instant;
import java.time.InstantSource;

/** What time it is for a run: by the calendar for timestamps, by the stopwatch for its runtime. */
final class RunClock {
    private final InstantSource calendar;
    private final long startedAt = System.nanoTime();
    private final Instant start;

    RunClock(InstantSource calendar) {
        this.calendar = calendar;
        this.start = calendar.instant();
    }

    Instant start() {
        return start;
    }

    /** Seconds since 1970. */
    double timestamp() {
        Instant now = calendar.instant();
        return now.getEpochSecond() + now.getNano() * 1e-9;
    }

    /** Seconds since the run began; a calendar that is set back does not touch it. */
    double runtime() {
        return (System.nanoTime() - startedAt) * 1e-9;
    }
}
