package io.wandb4j.internal.transport.artifact;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wandb4j.artifact.ArtifactDetails;
import io.wandb4j.artifact.ArtifactEntry;
import io.wandb4j.artifact.ArtifactPath;
import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.artifact.Digests;
import io.wandb4j.artifact.Manifest;
import io.wandb4j.artifact.TimeToLive;
import io.wandb4j.errors.CommunicationException;
import io.wandb4j.internal.transport.ApiClient;
import io.wandb4j.internal.transport.Connection;
import io.wandb4j.internal.transport.ManualClock;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartedDownloadTest {
    private static final int PART = 1000;

    @TempDir
    Path folder;

    private final MockWebServer server = new MockWebServer();
    private final List<Integer> asked = new CopyOnWriteArrayList<>();
    private final byte[] content = new byte[7 * PART + 1];
    private volatile int missingFrom = Integer.MAX_VALUE;
    private ApiClient client;
    private ArtifactEntry entry;

    @BeforeEach
    void start() throws IOException {
        new Random(1).nextBytes(content);
        entry = new ArtifactEntry(
                "large",
                Digests.of(content),
                content.length,
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty());
        server.setDispatcher(new Ranges());
        server.start();
        client = ApiClient.open(new Connection(server.url("/").toString(), "0123456789".repeat(4)), new ManualClock());
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void makesACopyOnTheWay() throws IOException {
        Path copy = folder.resolve("copy");

        assertThat(fetch(copy)).hasBinaryContent(content);

        assertThat(copy).hasBinaryContent(content);
    }

    @Test
    void goesOnWhereAnEarlierDownloadEnded() throws IOException {
        missingFrom = 4 * PART;
        assertThatThrownBy(this::fetch).isInstanceOf(CommunicationException.class);
        assertThat(asked).contains(0, PART, 2 * PART, 3 * PART);
        asked.clear();
        missingFrom = Integer.MAX_VALUE;

        Path file = fetch();

        assertThat(file).hasBinaryContent(content);
        assertThat(asked).containsExactlyInAnyOrder(4 * PART, 5 * PART, 6 * PART, 7 * PART);
        assertThat(folder.toFile().list()).containsExactly(file.getFileName().toString());
    }

    @Test
    void fetchesAllAgainWhenWhatAnEarlierOneLeftIsDamaged() throws IOException {
        missingFrom = 4 * PART;
        assertThatThrownBy(this::fetch).isInstanceOf(CommunicationException.class);
        missingFrom = Integer.MAX_VALUE;
        Path left = folder.resolve("wandb-" + Digests.hex(entry.digest()) + ".part");
        byte[] bytes = Files.readAllBytes(left);
        bytes[0] ^= 1;
        Files.write(left, bytes);

        try (PartedDownload parts = new PartedDownload(0, PART)) {
            assertThat(parts.fetch(addresses(), entry, folder, null, moved -> {}))
                    .isNull();
        }

        assertThat(folder).isEmptyDirectory();
        assertThat(fetch()).hasBinaryContent(content);
    }

    private Path fetch() throws IOException {
        return fetch(null);
    }

    private Path fetch(@Nullable Path copy) throws IOException {
        try (PartedDownload parts = new PartedDownload(0, PART)) {
            return requireNonNull(parts.fetch(addresses(), entry, folder, copy, moved -> {}));
        }
    }

    private DownloadAddresses addresses() {
        ArtifactDetails details = new ArtifactDetails(
                "e",
                "p",
                "m",
                "v0",
                List.of(),
                "model",
                ArtifactBackend.ID,
                "d",
                content.length,
                Map.of(),
                Optional.empty(),
                List.of(),
                TimeToLive.FOREVER,
                1,
                Optional.empty(),
                new ArtifactPath(Optional.of("e"), Optional.of("p"), "m", "v0"));
        OfflineArtifacts nobody =
                new OfflineArtifacts(Settings.builder().cacheDir(folder).build());
        return new DownloadAddresses(client, new ArtifactVersion(details, nobody), Manifest.of(List.of(entry)));
    }

    /** Knows no addresses, and has the first bytes only, until all are there. */
    private final class Ranges extends Dispatcher {
        @Override
        public MockResponse dispatch(RecordedRequest request) {
            if (request.getMethod().equals("POST")) {
                return new MockResponse.Builder().body("{\"data\":{}}").build();
            }
            String[] range = requireNonNull(request.getHeaders().get("Range"))
                    .substring("bytes=".length())
                    .split("-");
            int from = Integer.parseInt(range[0]);
            int count = Integer.parseInt(range[1]) - from + 1;
            if (from >= missingFrom) {
                return new MockResponse.Builder().code(404).build();
            }
            asked.add(from);
            return new MockResponse.Builder()
                    .code(206)
                    .addHeader("Content-Range", "bytes " + from + "-" + (from + count - 1) + "/" + content.length)
                    .body(new Buffer().write(content, from, count))
                    .build();
        }
    }
}
