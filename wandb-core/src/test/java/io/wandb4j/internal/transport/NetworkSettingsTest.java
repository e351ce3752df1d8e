package io.wandb4j.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wandb4j.errors.CommunicationException;
import io.wandb4j.errors.UsageException;
import io.wandb4j.settings.Environment;
import io.wandb4j.settings.NetworkSettings;
import io.wandb4j.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Credentials;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkSettingsTest {
    private static final String KEY = "0123456789".repeat(4);
    private static final String HEADERS =
            "{\"X-Gate\": \"pass\", \"User-Agent\": \"mine\", \"Authorization\": \"no\", \"proxy-authorization\": \"Bearer p\"}";

    @TempDir
    Path dir;

    private final MockWebServer server = new MockWebServer();
    private final MockWebServer other = new MockWebServer();
    private final ManualClock clock = new ManualClock();

    @BeforeEach
    void start() throws IOException {
        server.start();
        other.start();
    }

    @AfterEach
    void stop() {
        server.close();
        other.close();
    }

    @Test
    void asksTheProxyOfTheSettingsInTheNameOfItsUser() throws Exception {
        server.enqueue(data());
        String proxy = "http://ada:b%40c@127.0.0.1:" + server.getPort();

        try (ApiClient client = client("http://wandb.invalid", Map.of("WANDB_HTTP_PROXY", proxy))) {
            client.graphql("Viewer", "query Viewer { viewer }", Map.of());
        }

        RecordedRequest request = server.takeRequest();
        assertThat(request.getHeaders().get("Host")).isEqualTo("wandb.invalid");
        assertThat(request.getHeaders().get("Proxy-Authorization")).isEqualTo(Credentials.basic("ada", "b@c"));
    }

    @Test
    void theProxyOfTheSettingsIsStrongerThanTheEnvironmentsAndForItsSchemeOnly() {
        ProxyAddress environments = new ProxyAddress("env", 1, "");
        NetworkSettings network = settings("http://a", Map.of("WANDB_HTTPS_PROXY", "http://set:2"))
                .network();
        SetProxies proxies = new SetProxies(
                network, new EnvironmentProxies(Map.of("HTTP_PROXY", "env:1", "HTTPS_PROXY", "env:1"), direct()));

        assertThat(proxies.select(URI.create("https://a.org/")))
                .containsExactly(new ProxyAddress("set", 2, "").proxy());
        assertThat(proxies.select(URI.create("http://a.org/"))).containsExactly(environments.proxy());
    }

    @Test
    void refusesAProxyBehindTls() {
        assertThatThrownBy(() -> client("http://a", Map.of("WANDB_HTTPS_PROXY", "https://proxy:443")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("https_proxy must be an address that begins with http://");
    }

    @Test
    void tellsOnlyTheProxyTheProxysPassword() throws Exception {
        server.useHttps(new SelfSigned(dir).sockets());
        server.enqueue(new MockResponse.Builder().inTunnel().build());
        server.enqueue(data());
        Map<String, String> variables = Map.of(
                "WANDB_HTTPS_PROXY",
                "http://127.0.0.1:" + server.getPort(),
                "WANDB_X_EXTRA_HTTP_HEADERS",
                HEADERS,
                "WANDB_INSECURE_DISABLE_SSL",
                "true");

        try (ApiClient client = client("https://wandb.invalid", variables)) {
            client.graphql("Viewer", "query Viewer { viewer }", Map.of());
        }

        RecordedRequest connect = server.takeRequest();
        assertThat(connect.getMethod()).isEqualTo("CONNECT");
        assertThat(connect.getHeaders().get("Proxy-Authorization")).isEqualTo("Bearer p");
        assertThat(connect.getHeaders().get("X-Gate")).isNull();
        RecordedRequest inside = server.takeRequest();
        assertThat(inside.getHeaders().get("Proxy-Authorization")).isNull();
        assertThat(inside.getHeaders().get("X-Gate")).isEqualTo("pass");
    }

    @Test
    void everyRequestToTheServerHasTheExtraHeaders() throws Exception {
        server.enqueue(data());
        server.enqueue(new MockResponse.Builder().body("{}").build());
        server.enqueue(new MockResponse.Builder().build());
        server.enqueue(new MockResponse.Builder().body("x").build());
        Path file = Files.writeString(dir.resolve("a.txt"), "a");

        try (ApiClient client = client(url(server), Map.of("WANDB_X_EXTRA_HTTP_HEADERS", HEADERS))) {
            client.graphql("Viewer", "query Viewer { viewer }", Map.of());
            client.postFileStream("me", "test", "abc", "{}".getBytes(StandardCharsets.UTF_8));
            client.upload(url(server) + "/put", List.of("X-Gate: given"), file);
            client.download(url(server) + "/get", dir.resolve("b.txt"));
        }

        RecordedRequest graphql = server.takeRequest();
        assertThat(graphql.getHeaders().get("Authorization")).isEqualTo(Credentials.basic("api", KEY));
        assertThat(graphql.getHeaders().get("User-Agent")).isEqualTo("mine");
        assertThat(graphql.getHeaders().get("Proxy-Authorization")).isNull();
        assertThat(graphql.getHeaders().get("X-Gate")).isEqualTo("pass");
        assertThat(server.takeRequest().getHeaders().get("X-Gate")).isEqualTo("pass");
        assertThat(server.takeRequest().getHeaders().get("X-Gate")).isEqualTo("given");
        assertThat(server.takeRequest().getHeaders().get("X-Gate")).isEqualTo("pass");
    }

    @Test
    void anotherHostLearnsNoExtraHeaderNotEvenByRedirection() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .code(302)
                .addHeader("Location", url(other) + "/a")
                .build());
        other.enqueue(new MockResponse.Builder().body("x").build());
        other.enqueue(new MockResponse.Builder().build());
        Path file = Files.writeString(dir.resolve("a.txt"), "a");

        try (ApiClient client = client(url(server), Map.of("WANDB_X_EXTRA_HTTP_HEADERS", HEADERS))) {
            client.download(url(server) + "/a", dir.resolve("b.txt"));
            client.upload(url(other) + "/put", List.of(), file);
        }

        assertThat(server.takeRequest().getHeaders().get("X-Gate")).isEqualTo("pass");
        for (RecordedRequest request : List.of(other.takeRequest(), other.takeRequest())) {
            assertThat(request.getHeaders().names()).doesNotContain("X-Gate", "Authorization", "Proxy-Authorization");
            assertThat(request.getHeaders().get("User-Agent")).isEqualTo("wandb4j");
        }
    }

    @Test
    void namesTheHeaderThatCannotBeSentButNotItsValue() {
        assertThatThrownBy(() -> client("http://a", Map.of("WANDB_X_EXTRA_HTTP_HEADERS", "{\"X-A\":\"secret\\n\"}")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("'X-A'")
                .hasMessageNotContaining("secret");
    }

    @Test
    void checksCertificatesUnlessToldNotToAndThenWarnsOnce() throws Exception {
        server.useHttps(new SelfSigned(dir).sockets());
        server.enqueue(data());
        String url = "https://127.0.0.1:" + server.getPort();
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(shown, true, StandardCharsets.UTF_8));
        try (ApiClient strict = client(url, Map.of());
                ApiClient lenient = client(url, Map.of("WANDB_INSECURE_DISABLE_SSL", "1"));
                ApiClient again = client(url, Map.of("WANDB_INSECURE_DISABLE_SSL", "1"))) {
            assertThatThrownBy(() -> strict.graphql("Viewer", "query Viewer { viewer }", Map.of()))
                    .isInstanceOf(CommunicationException.class);
            assertThat(clock.sleeps()).isEmpty();
            assertThat(lenient.graphql("Viewer", "query Viewer { viewer }", Map.of()))
                    .isEmpty();
            assertThat(again.isClosed()).isFalse();
        } finally {
            System.setErr(before);
        }
        assertThat(shown.toString(StandardCharsets.UTF_8))
                .containsOnlyOnce("insecure_disable_ssl is set: the certificate of " + url + " is NOT checked");
    }

    @Test
    void retriesAsOftenAndWaitsAsLongAsIsSet() {
        for (int i = 0; i < 9; i++) {
            server.enqueue(new MockResponse.Builder().code(503).build());
        }
        Map<String, String> variables = Map.of(
                "WANDB_X_GRAPHQL_RETRY_MAX", "2",
                "WANDB_X_GRAPHQL_RETRY_WAIT_MIN_SECONDS", "7",
                "WANDB_X_GRAPHQL_RETRY_WAIT_MAX_SECONDS", "7",
                "WANDB_X_FILE_STREAM_RETRY_MAX", "3",
                "WANDB_X_FILE_STREAM_RETRY_WAIT_MIN_SECONDS", "8",
                "WANDB_X_FILE_STREAM_RETRY_WAIT_MAX_SECONDS", "8",
                "WANDB_X_FILE_TRANSFER_RETRY_MAX", "1",
                "WANDB__FILE_TRANSFER_RETRY_WAIT_MIN_SECONDS", "9",
                "WANDB__FILE_TRANSFER_RETRY_WAIT_MAX_SECONDS", "9");
        try (ApiClient client = client(url(server), variables)) {
            fails(() -> client.graphql("Viewer", "query Viewer { viewer }", Map.of()));
            fails(() -> client.postFileStream("me", "test", "abc", new byte[] {'{', '}'}));
            fails(() -> client.download(url(server) + "/a", dir.resolve("a")));
        }
        assertThat(clock.sleeps()).extracting(Duration::toSeconds).containsExactly(7L, 7L, 8L, 8L, 8L, 9L);
    }

    @Test
    void changesOfARunAreTriedAsOftenAsItsData() {
        for (int i = 0; i < 3; i++) {
            server.enqueue(new MockResponse.Builder().code(503).build());
        }
        Map<String, String> variables = Map.of("WANDB_X_GRAPHQL_RETRY_MAX", "1", "WANDB_X_FILE_STREAM_RETRY_MAX", "2");
        try (ApiClient client = client(url(server), variables)) {
            fails(() -> client.graphql("UpsertBucket", "mutation {}", Map.of(), RetryPolicy.RUN_UPDATE));
        }
        assertThat(clock.sleeps()).hasSize(2);
    }

    @Test
    void waitsNoLongerForAnAnswerThanIsSet() {
        for (int i = 0; i < 4; i++) {
            server.enqueue(new MockResponse.Builder()
                    .onResponseStart(SocketEffect.Stall.INSTANCE)
                    .build());
        }
        Map<String, String> variables = Map.of(
                "WANDB_HTTP_TIMEOUT", "0.2",
                "WANDB_X_GRAPHQL_RETRY_MAX", "1",
                "WANDB_FILE_PUSHER_TIMEOUT", "0.2",
                "WANDB_X_FILE_TRANSFER_RETRY_MAX", "1");
        long start = System.nanoTime();
        try (ApiClient client = client(url(server), variables)) {
            fails(() -> client.graphql("Viewer", "query Viewer { viewer }", Map.of()));
            fails(() -> client.download(url(server) + "/a", dir.resolve("a")));
        }
        assertThat(clock.sleeps()).hasSize(2);
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start))
                .as("unset, GraphQL alone would wait 30 s, twice")
                .isLessThan(60);
    }

    private ApiClient client(String url, Map<String, String> variables) {
        return ApiClient.open(Connection.of(settings(url, variables)), clock);
    }

    private Settings settings(String url, Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("WANDB_BASE_URL", url);
        all.put("WANDB_API_KEY", KEY);
        return Settings.builder().rootDir(dir).build().resolved(new Environment(all, dir, "Linux"));
    }

    private static ProxySelector direct() {
        return ProxySelector.of(null);
    }

    private static String url(MockWebServer server) {
        return "http://127.0.0.1:" + server.getPort();
    }

    private static MockResponse data() {
        return new MockResponse.Builder().body("{\"data\":{}}").build();
    }

    private static void fails(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(CommunicationException.class);
    }
}
