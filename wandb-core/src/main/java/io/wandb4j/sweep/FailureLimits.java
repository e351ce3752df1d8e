package io.wandb4j.sweep;

import io.wandb4j.errors.UsageException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** When so many runs failed that the next ones would fail, too.
 *
 * @param watchesStart whether a few failures right after the start are enough
 * @param initialFailures the most failures as long as no run came to its end */
record FailureLimits(boolean watchesStart, int initialFailures) {
    private static final String NO_WATCH = "WANDB_AGENT_DISABLE_FLAPPING";
    private static final String INITIAL = "WANDB_AGENT_MAX_INITIAL_FAILURES";
    private static final int START_FAILURES = 3;
    private static final Duration START = Duration.ofSeconds(60);
    private static final int INITIAL_FAILURES = 5;

    /** The limits that the environment sets.
     *
     * @throws UsageException if it sets one that is no number */
    static FailureLimits of(Map<String, String> environment) {
        String initial = environment.getOrDefault(INITIAL, "");
        try {
            return new FailureLimits(
                    !"true".equals(environment.get(NO_WATCH)),
                    initial.isBlank() ? INITIAL_FAILURES : Integer.parseInt(initial.strip()));
        } catch (NumberFormatException e) {
            throw new UsageException(INITIAL + " must be a whole number, but is '" + initial + "'", e);
        }
    }

    /** Why to stop after a failure; empty to go on.
     *
     * @param runs all runs that were started, the failed ones among them */
    Optional<String> exceededBy(int failures, int runs, Duration sinceStart) {
        if (watchesStart && failures >= START_FAILURES && sinceStart.compareTo(START) < 0) {
            return Optional.of("Detected " + START_FAILURES + " failed runs in the first " + START.toSeconds()
                    + " seconds, killing sweep. To disable this check set " + NO_WATCH + "=true");
        }
        if (failures > initialFailures && failures >= runs) {
            return Optional.of("Detected " + initialFailures
                    + " failed runs in a row at start, killing sweep. To change this value set " + INITIAL + "=val");
        }
        return Optional.empty();
    }
}
