package io.wandb4j.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.errors.AuthenticationException;
import io.wandb4j.errors.CommunicationException;
import io.wandb4j.internal.json.Json;
import io.wandb4j.settings.NetworkSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Credentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiClientTest {
    private static final String KEY = "0123456789".repeat(4);

    private final MockWebServer server = new MockWebServer();
    private final ManualClock clock = new ManualClock();
    private ApiClient client;

    @BeforeEach
    void start() throws IOException {
        server.start();
        client = ApiClient.open(
                new Connection(server.url("/").toString(), KEY, "ada", "ada@example.org", NetworkSettings.unset()),
                clock);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void sendsAnOperationAndAnswersItsData() throws InterruptedException {
        answer(200, "{\"data\":{\"viewer\":{\"entity\":\"me\"}}}");

        JsonNode data =
                client.graphql("Viewer", "query Viewer { viewer { entity } }", Collections.singletonMap("a", null));

        assertThat(data.at("/viewer/entity").asText()).isEqualTo("me");
        RecordedRequest request = server.takeRequest();
        assertThat(request.getTarget()).isEqualTo("/graphql");
        assertThat(request.getHeaders().get("Authorization")).isEqualTo(Credentials.basic("api", KEY));
        assertThat(request.getHeaders().get("X-WANDB-USERNAME")).isEqualTo("ada");
        assertThat(request.getHeaders().get("X-WANDB-USER-EMAIL")).isEqualTo("ada@example.org");
        assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/json");
        assertThat(Json.read(request.getBody().utf8()))
                .isEqualTo(Json.read("{\"query\":\"query Viewer { viewer { entity } }\",\"variables\":{\"a\":null},"
                        + "\"operationName\":\"Viewer\"}"));
    }

    @Test
    void keepsThePathOfTheBaseUrl() throws InterruptedException {
        answer(200, "{\"data\":{}}");
        try (ApiClient below =
                ApiClient.open(new Connection(server.url("/wandb/").toString(), KEY))) {
            below.graphql("A", "query A { a }", Map.of());
        }
        assertThat(server.takeRequest().getTarget()).isEqualTo("/wandb/graphql");
    }

    @Test
    void resendsTheSameBodyAfterServerErrors() throws InterruptedException {
        server.enqueue(new MockResponse.Builder().code(503).build());
        server.enqueue(new MockResponse.Builder()
                .code(429)
                .addHeader("Retry-After", "7")
                .build());
        answer(200, "{\"data\":{}}");

        client.graphql("A", "query A { a }", Map.of("x", Double.NaN));

        String first = server.takeRequest().getBody().utf8();
        assertThat(first).contains("{\"x\":NaN}");
        assertThat(server.takeRequest().getBody().utf8()).isEqualTo(first);
        assertThat(server.takeRequest().getBody().utf8()).isEqualTo(first);
        assertThat(clock.sleeps().get(0)).isBetween(Duration.ofSeconds(2), Duration.ofMillis(2500));
        assertThat(clock.sleeps().get(1)).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void rejectsWithTheServersMessage() {
        answer(404, "{\"errors\":[{\"message\":\"no such project\"}]}");

        CommunicationException e = catchThrowableOfType(
                CommunicationException.class, () -> client.graphql("A", "query A { a }", Map.of()));

        assertThat(e)
                .hasMessage(
                        "A failed at %s: no such project (HTTP 404)",
                        client.connection().baseUrl());
        assertThat(e.isRejected()).isTrue();
        assertThat(e.status()).isEqualTo(404);
        assertThat(clock.sleeps()).isEmpty();
    }

    @Test
    void errorsInASuccessfulAnswerAreFinal() {
        answer(200, "{\"data\":null,\"errors\":[{\"message\":\"one\"},{\"message\":\"two\"}]}");

        assertThatThrownBy(() -> client.graphql("A", "query A { a }", Map.of()))
                .isInstanceOf(CommunicationException.class)
                .hasMessageEndingWith(": [one, two]");
    }

    @Test
    void aForeignServerIsTold() {
        answer(200, "<html>It works!</html>");

        assertThatThrownBy(() -> client.graphql("A", "query A { a }", Map.of()))
                .hasMessageEndingWith("the answer is not that of a W&B server");
    }

    @Test
    void aRefusedKeyNamesBothWaysOut() {
        answer(401, "{\"error\":\"invalid key\"}");

        assertThatThrownBy(() -> client.graphql("A", "query A { a }", Map.of()))
                .isInstanceOf(AuthenticationException.class)
                .hasMessageContaining("invalid key (HTTP 401)")
                .hasMessageContaining("`wandb4j login`")
                .hasMessageContaining("`wandb4j server start`")
                .hasMessageNotContaining(KEY);
    }

    @Test
    void givesUpAfterTwentyRetries() {
        for (int i = 0; i < 21; i++) {
            answer(500, "boom");
        }

        CommunicationException e = catchThrowableOfType(
                CommunicationException.class, () -> client.graphql("A", "query A { a }", Map.of()));

        assertThat(e).hasMessageEndingWith(": boom (HTTP 500); gave up after 21 attempts");
        assertThat(e.isRejected()).isFalse();
        assertThat(server.getRequestCount()).isEqualTo(21);
    }

    @Test
    void givesUpWhenTheTimeIsOver() {
        for (int i = 0; i < 3; i++) {
            answer(500, "boom");
        }

        assertThatThrownBy(() -> client.graphql("A", "query A { a }", Map.of(), Duration.ofSeconds(10)))
                .isInstanceOf(CommunicationException.class)
                .hasMessageContaining("gave up for want of time");
        assertThat(clock.sleeps()).hasSize(2);
    }

    @Test
    void aConflictIsRetriedForUpsertsOnly() {
        answer(409, "{}");
        answer(200, "{\"data\":{}}");
        client.graphql("UpsertBucket", "mutation UpsertBucket { a }", Map.of());

        answer(409, "{}");
        assertThatThrownBy(() -> client.graphql("A", "query A { a }", Map.of()))
                .isInstanceOf(CommunicationException.class);
    }

    @Test
    void anUnreachableServerIsRetried() {
        server.close();

        assertThatThrownBy(() -> client.graphql("A", "query A { a }", Map.of(), Duration.ofSeconds(5)))
                .isInstanceOf(CommunicationException.class)
                .hasMessageContaining("A failed at " + client.connection().baseUrl());
        assertThat(clock.sleeps()).hasSize(1);
    }

    @Test
    void closingEndsACallThatWaits() throws Exception {
        server.enqueue(
                new MockResponse.Builder().headersDelay(1, TimeUnit.HOURS).build());
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread caller = new Thread(() -> outcome.complete(catchThrowableOfType(
                CommunicationException.class, () -> client.graphql("A", "query A { a }", Map.of()))));
        caller.start();
        server.takeRequest();

        client.close();

        assertThat(outcome.get(3, TimeUnit.MINUTES)).hasMessageEndingWith("gave up because the client is closed");
        assertThatThrownBy(() -> client.graphql("A", "query A { a }", Map.of()))
                .hasMessage("A was not sent: the client is closed");
    }

    @Test
    void closingEndsAWaitForTheNextAttempt() throws Exception {
        answer(500, "boom");
        ApiClient real = ApiClient.open(client.connection());
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread caller = new Thread(() -> outcome.complete(catchThrowableOfType(
                CommunicationException.class, () -> real.graphql("A", "query A { a }", Map.of()))));
        caller.start();
        server.takeRequest();

        real.close();

        assertThat(outcome.get(3, TimeUnit.MINUTES)).isNotNull();
    }

    @Test
    void postsTheFileStreamAndReadsTheStopFlag() throws InterruptedException {
        answer(200, "{\"exitcode\":null,\"limits\":{}}");
        answer(200, "{\"stopped\":true}");
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);

        assertThat(client.postFileStream("me", "a b", "r1", body).stopped()).isFalse();
        assertThat(client.postFileStream("me", "a b", "r1", body).stopped()).isTrue();

        RecordedRequest request = server.takeRequest();
        assertThat(request.getTarget()).isEqualTo("/files/me/a%20b/r1/file_stream");
        assertThat(request.getBody().utf8()).isEqualTo("{}");
        assertThat(request.getHeaders().get("Authorization")).isNotNull();
    }

    @Test
    void sendsDataAgainThatOnlyAGatewayHasTaken() throws InterruptedException {
        answer(200, "<html>Please log in to the network</html>");
        answer(200, "{}");

        client.postFileStream("me", "p", "r", "{\"a\":1}".getBytes(StandardCharsets.UTF_8));

        assertThat(server.getRequestCount()).isEqualTo(2);
        String first = server.takeRequest().getBody().utf8();
        assertThat(server.takeRequest().getBody().utf8()).isEqualTo(first).isEqualTo("{\"a\":1}");
    }

    @Test
    void packsDataWhereTheServerOffersIt() throws Exception {
        answer(200, "{\"data\":{\"serverInfo\":{\"features\":[{\"name\":\"FILESTREAM_GZIP\",\"isEnabled\":true}]}}}");
        answer(200, "{}");
        byte[] body = ("{\"a\":\"" + "x".repeat(5000) + "\"}").getBytes(StandardCharsets.UTF_8);

        client.postFileStream("me", "p", "r", body);

        server.takeRequest();
        RecordedRequest request = server.takeRequest();
        assertThat(request.getHeaders().get("Content-Encoding")).isEqualTo("gzip");
        assertThat(request.getBody().size()).isLessThan(200);
        try (InputStream unpacked =
                new GZIPInputStream(new ByteArrayInputStream(request.getBody().toByteArray()))) {
            assertThat(unpacked.readAllBytes()).isEqualTo(body);
        }
    }

    @Test
    void keepsTheRateLimitOfTheFileStream() {
        server.enqueue(new MockResponse.Builder()
                .addHeader("RateLimit-Remaining", "4")
                .addHeader("RateLimit-Reset", "12")
                .body("{}")
                .build());
        answer(200, "{}");

        client.postFileStream("me", "p", "r", new byte[0]);
        client.postFileStream("me", "p", "r", new byte[0]);

        assertThat(clock.sleeps()).containsExactly(Duration.ofSeconds(3));
    }

    @Test
    void asksForFeaturesOnce() {
        answer(
                200,
                "{\"data\":{\"serverInfo\":{\"features\":[{\"name\":\"A\",\"isEnabled\":true},"
                        + "{\"name\":\"B\",\"isEnabled\":false}]}}}");

        assertThat(client.supports("A")).isTrue();
        assertThat(client.supports("B")).isFalse();
        assertThat(client.supports("C")).isFalse();
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @ParameterizedTest(name = "HTTP {0}")
    @ValueSource(ints = {400, 401, 403})
    void aServerThatCannotTellItsFeaturesHasNone(int status) {
        answer(status, "{\"errors\":[{\"message\":\"unknown field\"}]}");

        assertThat(client.supports("A")).isFalse();
    }

    private void answer(int status, String body) {
        server.enqueue(new MockResponse.Builder().code(status).body(body).build());
    }
}
