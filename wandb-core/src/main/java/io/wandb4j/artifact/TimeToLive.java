package io.wandb4j.artifact;

import io.wandb4j.errors.UsageException;
import java.time.Duration;

/** How long a version is kept before the server may delete it.
 *
 * @param seconds more than 0; or 0 for what it was, -1 as its collection, -2 for ever */
public record TimeToLive(long seconds) {
    /** What it was before; of a new version, what the server does by default. */
    public static final TimeToLive UNCHANGED = new TimeToLive(0);

    /** As the collection, or the project, has it. */
    public static final TimeToLive INHERITED = new TimeToLive(-1);

    /** For ever, whatever the collection says. */
    public static final TimeToLive FOREVER = new TimeToLive(-2);

    /** Refuses numbers that mean nothing. */
    public TimeToLive {
        if (seconds < -2) {
            throw new UsageException("the time to live of an artifact must be longer than no time");
        }
    }

    /** So long from its creation on.
     *
     * @throws UsageException unless it is a second or more */
    public static TimeToLive of(Duration time) {
        if (time.toSeconds() < 1) {
            throw new UsageException("the time to live of an artifact must be a second or more, not " + time);
        }
        return new TimeToLive(time.toSeconds());
    }
}
