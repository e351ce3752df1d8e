package io.wandb4j.settings;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How servers are reached. What is empty is up to the client.
 *
 * @param httpProxy the proxy for http addresses
 * @param httpsProxy the proxy for https addresses
 * @param trustAnyone whether certificates of servers go unchecked
 * @param headers sent along with every request
 * @param requestTimeout the longest wait for an answer of the API
 * @param transferTimeout the longest wait for the transfer of a file
 * @param transmitInterval the least time between two requests with rows */
public record NetworkSettings(
        Optional<String> httpProxy,
        Optional<String> httpsProxy,
        boolean trustAnyone,
        Map<String, String> headers,
        Optional<Duration> requestTimeout,
        Optional<Duration> transferTimeout,
        Optional<Duration> transmitInterval) {
    /** Copies the headers. */
    public NetworkSettings {
        headers = Map.copyOf(headers);
    }

    @SuppressWarnings("unchecked")
    static NetworkSettings of(Map<Setting, Object> values) {
        return new NetworkSettings(
                Optional.ofNullable((String) values.get(Setting.HTTP_PROXY)),
                Optional.ofNullable((String) values.get(Setting.HTTPS_PROXY)),
                Boolean.TRUE.equals(values.get(Setting.INSECURE_DISABLE_SSL)),
                (Map<String, String>) values.getOrDefault(Setting.X_EXTRA_HTTP_HEADERS, Map.of()),
                Optional.ofNullable((Duration) values.get(Setting.X_GRAPHQL_TIMEOUT_SECONDS)),
                Optional.ofNullable((Duration) values.get(Setting.X_FILE_TRANSFER_TIMEOUT_SECONDS)),
                Optional.ofNullable((Duration) values.get(Setting.X_FILE_STREAM_TRANSMIT_INTERVAL)));
    }
}
