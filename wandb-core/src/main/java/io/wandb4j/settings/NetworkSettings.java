package io.wandb4j.settings;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How servers are reached. What is empty is up to the client.
 *
 * @param httpProxy the proxy for http addresses
 * @param httpsProxy the proxy for https addresses
 * @param trustAnyone whether certificates of servers go unchecked
 * @param headers sent along with every request to the server, {@code Proxy-Authorization} to proxies only
 * @param requests the patience of calls of the API
 * @param stream the patience of requests with rows
 * @param transfers the patience of uploads and downloads
 * @param transmitInterval the least time between two requests with rows
 * @param requestBytes how much content a request with rows aims at; only more than usual counts
 * @param lineBytes the longest row that is sent */
public record NetworkSettings(
        Optional<String> httpProxy,
        Optional<String> httpsProxy,
        boolean trustAnyone,
        Map<String, String> headers,
        RetrySettings requests,
        RetrySettings stream,
        RetrySettings transfers,
        Optional<Duration> transmitInterval,
        Optional<Integer> requestBytes,
        Optional<Integer> lineBytes) {
    /** Copies the headers. */
    public NetworkSettings {
        headers = Map.copyOf(headers);
    }

    /** Leaves everything to the client. */
    public static NetworkSettings unset() {
        return of(Map.of());
    }

    /** Leaves out the proxies and the values of the headers, which may hold secrets. */
    @Override
    public String toString() {
        return "NetworkSettings[headers=" + headers.keySet() + ", requests=" + requests + ", stream=" + stream
                + ", transfers=" + transfers + "]";
    }

    @SuppressWarnings("unchecked")
    static NetworkSettings of(Map<Setting, Object> values) {
        return new NetworkSettings(
                Optional.ofNullable((String) values.get(Setting.HTTP_PROXY)),
                Optional.ofNullable((String) values.get(Setting.HTTPS_PROXY)),
                Boolean.TRUE.equals(values.get(Setting.INSECURE_DISABLE_SSL)),
                (Map<String, String>) values.getOrDefault(Setting.X_EXTRA_HTTP_HEADERS, Map.of()),
                requests(values),
                stream(values),
                transfers(values),
                Optional.ofNullable((Duration) values.get(Setting.X_FILE_STREAM_TRANSMIT_INTERVAL))
                        .filter(interval -> !interval.isZero()),
                Optional.ofNullable((Integer) values.get(Setting.X_FILE_STREAM_MAX_BYTES)),
                Optional.ofNullable((Integer) values.get(Setting.X_FILE_STREAM_MAX_LINE_BYTES)));
    }

    private static RetrySettings requests(Map<Setting, Object> values) {
        return RetrySettings.of(
                values,
                Setting.X_GRAPHQL_RETRY_MAX,
                Setting.X_GRAPHQL_RETRY_WAIT_MIN_SECONDS,
                Setting.X_GRAPHQL_RETRY_WAIT_MAX_SECONDS,
                Setting.X_GRAPHQL_TIMEOUT_SECONDS);
    }

    private static RetrySettings stream(Map<Setting, Object> values) {
        return RetrySettings.of(
                values,
                Setting.X_FILE_STREAM_RETRY_MAX,
                Setting.X_FILE_STREAM_RETRY_WAIT_MIN_SECONDS,
                Setting.X_FILE_STREAM_RETRY_WAIT_MAX_SECONDS,
                Setting.X_FILE_STREAM_TIMEOUT_SECONDS);
    }

    private static RetrySettings transfers(Map<Setting, Object> values) {
        return RetrySettings.of(
                values,
                Setting.X_FILE_TRANSFER_RETRY_MAX,
                Setting.X_FILE_TRANSFER_RETRY_WAIT_MIN_SECONDS,
                Setting.X_FILE_TRANSFER_RETRY_WAIT_MAX_SECONDS,
                Setting.X_FILE_TRANSFER_TIMEOUT_SECONDS);
    }
}
