package io.wandb4j.settings;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How patient requests of one kind are. What is empty or zero is up to the client.
 *
 * @param retries how many attempts may follow the first
 * @param shortestWait before the second attempt; it doubles with each one
 * @param longestWait before any attempt
 * @param timeout how long one attempt may take */
public record RetrySettings(
        Optional<Integer> retries,
        Optional<Duration> shortestWait,
        Optional<Duration> longestWait,
        Optional<Duration> timeout) {
    static RetrySettings of(
            Map<Setting, Object> values, Setting retries, Setting shortestWait, Setting longestWait, Setting timeout) {
        return new RetrySettings(
                Optional.ofNullable((Integer) values.get(retries)),
                Optional.ofNullable((Duration) values.get(shortestWait)),
                Optional.ofNullable((Duration) values.get(longestWait)),
                Optional.ofNullable((Duration) values.get(timeout)));
    }
}
