package io.wandb4j.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wandb4j.errors.CommunicationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTransferTest {
    @TempDir
    Path folder;

    private final MockWebServer server = new MockWebServer();
    private final ManualClock clock = new ManualClock();
    private ApiClient client;

    @BeforeEach
    void start() throws IOException {
        server.start();
        client = ApiClient.open(new Connection(server.url("/api").toString(), "0123456789".repeat(4)), clock);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void putsAFileWithTheGivenHeadersAndNoCredentials() throws Exception {
        server.enqueue(new MockResponse.Builder().code(500).build());
        server.enqueue(new MockResponse.Builder().code(201).build());
        Path file = Files.writeString(folder.resolve("a.txt"), "hello");

        client.upload(server.url("/api/put").toString(), List.of("Content-MD5:abc==", "X-A: b:c"), file);

        for (RecordedRequest request : List.of(server.takeRequest(), server.takeRequest())) {
            assertThat(request.getMethod()).isEqualTo("PUT");
            assertThat(request.getBody().utf8()).isEqualTo("hello");
            assertThat(request.getHeaders().get("Content-Length")).isEqualTo("5");
            assertThat(request.getHeaders().get("Content-MD5")).isEqualTo("abc==");
            assertThat(request.getHeaders().get("X-A")).isEqualTo("b:c");
            assertThat(request.getHeaders().get("Authorization")).isNull();
        }
    }

    @Test
    void putsAnEmptyFile() throws Exception {
        server.enqueue(new MockResponse.Builder().build());

        client.upload(server.url("/put").toString(), List.of(), Files.createFile(folder.resolve("empty")));

        assertThat(server.takeRequest().getHeaders().get("Content-Length")).isEqualTo("0");
    }

    @Test
    void putsAPartAndAnswersItsTag() throws Exception {
        server.enqueue(new MockResponse.Builder().addHeader("ETag", "\"t1\"").build());
        Path file = Files.writeString(folder.resolve("a.txt"), "hello world");

        String tag = client.uploadPart(server.url("/put").toString(), List.of(), file, 6, 3);

        assertThat(tag).isEqualTo("\"t1\"");
        assertThat(server.takeRequest().getBody().utf8()).isEqualTo("wor");
    }

    @Test
    void anUploadOfAMissingFileIsNotRetried() {
        assertThatThrownBy(() -> client.upload(server.url("/put").toString(), List.of(), folder.resolve("none")))
                .isInstanceOfSatisfying(CommunicationException.class, e -> assertThat(e.isRejected())
                        .isTrue());
        assertThatThrownBy(
                        () -> client.uploadPart(server.url("/put").toString(), List.of(), folder.resolve("none"), 0, 1))
                .isInstanceOfSatisfying(CommunicationException.class, e -> assertThat(e.isRejected())
                        .isTrue());
        assertThat(clock.sleeps()).isEmpty();
    }

    @Test
    void anExpiredAddressIsFinal() throws IOException {
        server.enqueue(new MockResponse.Builder().code(410).body("expired").build());
        Path file = Files.writeString(folder.resolve("a.txt"), "hello");

        assertThatThrownBy(() -> client.upload(server.url("/put").toString(), List.of(), file))
                .isInstanceOfSatisfying(CommunicationException.class, e -> assertThat(e.status())
                        .isEqualTo(410));
    }

    @Test
    void aDownloadAppearsOnlyWhenComplete() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .body("half of it".repeat(10_000))
                .onResponseBody(new SocketEffect.CloseSocket())
                .build());
        server.enqueue(new MockResponse.Builder().body("all of it").build());
        Path target = folder.resolve("below/b.txt");

        client.download(server.url("/get").toString(), target);

        assertThat(target).hasContent("all of it");
        assertThat(clock.sleeps()).hasSize(1);
        try (Stream<Path> files = Files.list(target.getParent())) {
            assertThat(files).containsExactly(target);
        }
    }

    @Test
    void onlyAddressesBelowTheBaseGetTheKey() throws Exception {
        for (int i = 0; i < 3; i++) {
            server.enqueue(new MockResponse.Builder().body("x").build());
        }
        assertThat(client.read(server.url("/api/a").toString(), "a")).containsExactly('x');
        client.read(server.url("/apis").toString(), "a");
        client.read(server.url("/other").toString(), "a");

        assertThat(server.takeRequest().getHeaders().get("Authorization")).startsWith("Basic ");
        assertThat(server.takeRequest().getHeaders().get("Authorization")).isNull();
        assertThat(server.takeRequest().getHeaders().get("Authorization")).isNull();
    }

    @Test
    void aTargetThatCannotBeWrittenIsNotRetried() throws IOException {
        server.enqueue(new MockResponse.Builder().body("x").build());
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> client.download(server.url("/get").toString(), file.resolve("below")))
                .isInstanceOf(CommunicationException.class)
                .hasMessageContaining("cannot write");
        assertThat(clock.sleeps()).isEmpty();
    }
}
