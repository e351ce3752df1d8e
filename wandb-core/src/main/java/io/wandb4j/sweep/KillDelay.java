package io.wandb4j.sweep;

import io.wandb4j.errors.UsageException;
import java.time.Duration;
import java.util.Map;

/** How long a program that was asked to end may take before it is killed. */
final class KillDelay {
    private static final String VARIABLE = "WANDB_AGENT_KILL_DELAY";
    private static final Duration DEFAULT = Duration.ofSeconds(30);

    private KillDelay() {}

    /** What the environment sets, in seconds.
     *
     * @throws UsageException if that is no number */
    static Duration of(Map<String, String> environment) {
        String seconds = environment.getOrDefault(VARIABLE, "");
        try {
            return seconds.isBlank() ? DEFAULT : Duration.ofSeconds(Long.parseLong(seconds.strip()));
        } catch (NumberFormatException e) {
            throw new UsageException(VARIABLE + " must be a whole number of seconds, but is '" + seconds + "'", e);
        }
    }
}
