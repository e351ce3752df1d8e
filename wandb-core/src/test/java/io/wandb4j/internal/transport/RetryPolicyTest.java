package io.wandb4j.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyTest {
    private static final Instant NOON = Instant.parse("2024-02-29T12:00:00Z");

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 413, 422, 501})
    void theseStatusesAreFinalForAllCalls(int status) {
        assertThat(RetryPolicy.GRAPHQL.heals(status)).isFalse();
        assertThat(RetryPolicy.UPSERT_RUN.heals(status)).isFalse();
        assertThat(RetryPolicy.FILE_STREAM.heals(status)).isFalse();
        assertThat(RetryPolicy.TRANSFER.heals(status)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void theseStatusesHealForAllCalls(int status) {
        assertThat(RetryPolicy.GRAPHQL.heals(status)).isTrue();
        assertThat(RetryPolicy.UPSERT_RUN.heals(status)).isTrue();
        assertThat(RetryPolicy.FILE_STREAM.heals(status)).isTrue();
        assertThat(RetryPolicy.TRANSFER.heals(status)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {402, 405, 418})
    void otherClientErrorsHealButNotForTransfers(int status) {
        assertThat(RetryPolicy.GRAPHQL.heals(status)).isTrue();
        assertThat(RetryPolicy.FILE_STREAM.heals(status)).isTrue();
        assertThat(RetryPolicy.TRANSFER.heals(status)).isFalse();
    }

    @Test
    void aConflictHealsOnlyForUpserts() {
        assertThat(RetryPolicy.UPSERT_RUN.heals(409)).isTrue();
        assertThat(RetryPolicy.GRAPHQL.heals(409)).isFalse();
        assertThat(RetryPolicy.FILE_STREAM.heals(409)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 2000", "1, 0, 4000", "0, 1, 2500", "4, 0.5, 36000", "5, 0, 60000", "10084, 1, 60000"})
    void waitsTwiceAsLongEachTimeUpToAMinute(int attempt, double chance, long milliseconds) {
        assertThat(RetryPolicy.GRAPHQL.delay(attempt, null, NOON, chance)).isEqualTo(Duration.ofMillis(milliseconds));
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 500",
        "0, 0",
        "300, 300000",
        "'Thu, 29 Feb 2024 12:01:30 GMT', 90000",
        "'Thu, 29 Feb 2024 11:00:00 GMT', 0",
        "soon, 2000",
        "-1, 2000",
        "NaN, 2000"
    })
    void waitsAsLongAsTheServerAsks(String retryAfter, long milliseconds) {
        assertThat(RetryPolicy.TRANSFER.delay(0, retryAfter, NOON, 0)).isEqualTo(Duration.ofMillis(milliseconds));
    }

    @Test
    void lostConnectionsHealButBadCertificatesDoNot() {
        IOException certificate = new SSLHandshakeException("no");
        certificate.initCause(new CertificateException("expired"));
        assertThat(RetryPolicy.GRAPHQL.heals(new ConnectException("refused"))).isTrue();
        assertThat(RetryPolicy.GRAPHQL.heals(new SocketTimeoutException("timeout")))
                .isTrue();
        assertThat(RetryPolicy.GRAPHQL.heals(new ProtocolException("unexpected end of stream")))
                .isTrue();
        assertThat(RetryPolicy.GRAPHQL.heals(certificate)).isFalse();
        assertThat(RetryPolicy.GRAPHQL.heals(new ProtocolException("Too many follow-up requests: 21")))
                .isFalse();
    }
}
