package io.wandb4j.internal.transport.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wandb4j.artifact.Artifact;
import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.artifact.Download;
import io.wandb4j.errors.CommunicationException;
import io.wandb4j.errors.UsageException;
import io.wandb4j.errors.WandbException;
import io.wandb4j.internal.transport.ApiClient;
import io.wandb4j.internal.transport.Connection;
import io.wandb4j.internal.transport.ManualClock;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okio.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that means harm: nothing is written outside of the folder, and no key goes to others. */
class HostileServerTest {
    private static final String HELLO = "XUFAKrxLKna5cZ2REBfFkg==";

    @TempDir
    Path parent;

    private final MockWebServer server = new MockWebServer();
    private final ArtifactBackend backend = new ArtifactBackend();
    private Path root;
    private ApiClient client;
    private Artifacts artifacts;

    @BeforeEach
    void start() throws IOException {
        server.setDispatcher(backend);
        server.start();
        root = parent.resolve("mine/root");
        Settings settings = Settings.builder()
                .cacheDir(parent.resolve("mine/cache"))
                .dataDir(parent.resolve("mine/data"))
                .artifactDir(parent.resolve("mine/artifacts"))
                .build();
        client = ApiClient.open(new Connection(server.url("/").toString(), "0123456789".repeat(4)), new ManualClock());
        artifacts = new Artifacts(client, settings);
        backend.blobs.put("/blob/a.txt", ByteString.encodeUtf8("hello"));
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
        try (Stream<Path> files = Files.walk(parent)) {
            assertThat(files.filter(Files::isRegularFile).filter(file -> !file.startsWith(parent.resolve("mine"))))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../x",
                "a/../../x",
                "/x",
                "C:\\\\x",
                "c:/x",
                "\\\\\\\\host\\\\x",
                "..\\\\x",
                "a\\\\..\\\\..\\\\x",
                "..",
                ".",
                "",
                "a\\u0000b"
            })
    void refusesManifestsThatLeaveTheFolder(String path) {
        manifest("\"" + path + "\":{\"digest\":\"" + HELLO + "\",\"size\":5}");

        refused();
        assertThat(root).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"a.txt\":{\"digest\":\"../../../../x\",\"size\":5}",
                "\"a.txt\":{\"digest\":\"\",\"size\":5}",
                "\"a.txt\":{\"digest\":\"AAAA\",\"size\":5}",
                "\"a.txt\":{\"digest\":\"" + HELLO + "\",\"size\":-5}",
                "\"a.txt\":{\"digest\":\"" + HELLO + "\",\"size\":4}",
                "\"a.txt\":{\"digest\":\"" + HELLO + "\",\"size\":6}",
                "\"a.txt\":{\"digest\":\"" + HELLO + "\",\"size\":0}",
                "\"a.txt\":{\"digest\":\"" + HELLO + "\",\"size\":5},\"./a.txt\":{\"digest\":\"" + HELLO
                        + "\",\"size\":5}",
                "\"a.txt\":{\"digest\":\"" + HELLO + "\",\"size\":5},\"a.txt/b\":{\"digest\":\"" + HELLO
                        + "\",\"size\":5}",
                "\"a.txt\":{\"digest\":\"1B2M2Y8AsgTpgAmY7PhCfg==\",\"size\":5}",
                "\"a.txt\":{\"digest\":\"e\",\"ref\":\"unknown://x/y\",\"size\":5}",
                "\"a.txt\":{\"digest\":\"e\",\"ref\":\"wandb-artifact://zz/../x\",\"size\":5}"
            })
    void refusesManifestsThatAreNotTrue(String contents) {
        manifest(contents);

        refused();
    }

    @Test
    void writesThroughNoLinkThatLeavesTheFolder() throws IOException {
        Path outside = Files.createDirectories(parent.resolve("outside"));
        Files.createSymbolicLink(Files.createDirectories(root).resolve("link"), outside);
        backend.blobs.put("/blob/link/a.txt", ByteString.encodeUtf8("hello"));
        manifest("\"link/deep/a.txt\":{\"digest\":\"" + HELLO + "\",\"size\":5}");

        assertThatThrownBy(() -> version().download(root))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("leads out of");
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void replacesALinkInsteadOfWritingToWhereItLeads() throws IOException {
        Path other = Files.writeString(Files.createDirectories(root).resolve("other"), "mine");
        Files.createSymbolicLink(root.resolve("a.txt"), other);
        manifest("\"a.txt\":{\"digest\":\"" + HELLO + "\",\"size\":5}");

        version().download(root);

        assertThat(other).hasContent("mine");
        assertThat(root.resolve("a.txt")).hasContent("hello").isRegularFile();
        assertThat(Files.isSymbolicLink(root.resolve("a.txt"))).isFalse();
    }

    @Test
    void noKeyGoesWithARedirectToAnotherHost() throws Exception {
        try (MockWebServer other = new MockWebServer()) {
            other.start();
            other.enqueue(new MockResponse.Builder().body("hello").build());
            MockWebServer redirecting = new MockWebServer();
            redirecting.start();
            redirecting.enqueue(new MockResponse.Builder()
                    .code(302)
                    .addHeader("Location", other.url("/stolen"))
                    .build());
            ApiClient key = ApiClient.open(
                    new Connection(redirecting.url("/").toString(), "0123456789".repeat(4)), new ManualClock());

            assertThat(key.read(redirecting.url("/blob").toString(), "a file"))
                    .isEqualTo("hello".getBytes(StandardCharsets.UTF_8));

            assertThat(redirecting.takeRequest().getHeaders().get("Authorization"))
                    .isNotNull();
            assertThat(other.takeRequest().getHeaders().get("Authorization")).isNull();
            key.close();
            redirecting.close();
        }
    }

    @Test
    void repairsADamagedCache() throws IOException {
        manifest("\"a.txt\":{\"digest\":\"" + HELLO + "\",\"size\":5}");
        version().download(root);
        Path cached = parent.resolve("mine/cache/artifacts/obj/md5/5d/41402abc4b2a76b9719d911017c592");
        Files.writeString(cached, "HELLO");

        version().download(parent.resolve("mine/second"));

        assertThat(parent.resolve("mine/second/a.txt")).hasContent("hello");
        assertThat(cached).hasContent("hello");
    }

    @Test
    void leavesNothingUnderAFinalNameWhenTheContentIsAnother() throws IOException {
        backend.blobs.put("/blob/a.txt", ByteString.encodeUtf8("HELLO"));
        manifest("\"a.txt\":{\"digest\":\"" + HELLO + "\",\"size\":5}");

        assertThatThrownBy(() -> version().download(Download.to(root).withoutCache()))
                .isInstanceOf(CommunicationException.class)
                .hasMessageContaining("is not what was logged");
        try (Stream<Path> left = Files.list(root)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void refusesToUploadALinkThatLeavesItsFolder() throws IOException {
        Path secret = Files.createDirectories(parent.resolve("mine/secret"));
        Path folder = Files.createDirectories(parent.resolve("mine/data-set"));
        Files.createSymbolicLink(folder.resolve("link"), secret);

        assertThatThrownBy(() -> Artifact.create("a", "dataset").addDirectory(folder))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("leads out of");
    }

    private void refused() {
        assertThatThrownBy(() -> version().download(root)).isInstanceOf(WandbException.class);
    }

    private ArtifactVersion version() {
        return artifacts.byId(ArtifactBackend.ID);
    }

    private void manifest(String contents) {
        backend.blobs.put(
                "/blob/manifest",
                ByteString.encodeUtf8("{\"version\":1,\"storagePolicy\":\"wandb-storage-policy-v1\","
                        + "\"storagePolicyConfig\":{\"storageLayout\":\"V2\"},\"contents\":{" + contents + "}}"));
    }
}
