package io.wandb4j.internal.transport;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How fast the server lets the file stream go: what is left of its quota, spread over the time until the next one.
 *
 * @param interval the least time between two requests
 * @param since when the last request was answered */
record RateLimit(Duration interval, Instant since) {
    private static final double SLOWEST_SECONDS = 10;

    static RateLimit none() {
        return new RateLimit(Duration.ZERO, Instant.EPOCH);
    }

    /** The limit after an answer that carries these headers; unchanged where they say nothing usable. */
    RateLimit after(@Nullable String remaining, @Nullable String reset, Instant now) {
        double quota = number(remaining);
        double seconds = number(reset);
        if (!(quota >= 0) || !(seconds > 1)) {
            return new RateLimit(interval, now);
        }
        double each = Math.min(SLOWEST_SECONDS, quota == 0 ? seconds : seconds / quota);
        return new RateLimit(Duration.ofMillis(Math.round(each * 1000)), now);
    }

    /** How long to wait before the next request; never longer than the interval, even if the clock was set back. */
    Duration delay(Instant now) {
        Duration left = Duration.between(now, since.plus(interval));
        if (left.isNegative()) {
            return Duration.ZERO;
        }
        return left.compareTo(interval) > 0 ? interval : left;
    }

    private static double number(@Nullable String text) {
        try {
            return text == null ? Double.NaN : Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
