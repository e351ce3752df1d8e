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
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "ftp://127.0.0.1/x",
                "jar:file:///x.jar!/y",
                "//127.0.0.1/x",
                "http://",
                "http://[::1",
                "http://127.0.0.1:99999/x",
                "not an address"
            })
    void refusesAddressesThatAreNone(String address) {
        manifest("\"a.txt\":{\"digest\":\"" + HELLO + "\",\"size\":5}");
        backend.address = Optional.of(address);
        refused();
        backend.manifestAddress = Optional.of(address);
        refused();

        assertThat(root.resolve("a.txt")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../x", "/x", "..", "a/../../../x", "\\\\\\\\host\\\\x"})
    void refusesNamesThatLeaveTheFolderOfDownloads(String name) {
        manifest("\"a.txt\":{\"digest\":\"" + HELLO + "\",\"size\":5}");
        backend.name = name;

        try {
            assertThat(version().download()).startsWith(parent.resolve("mine/artifacts"));
        } catch (UsageException e) {
            assertThat(e).hasMessageContaining("must be relative");
        }
    }

    @Test
    void asksForNoFileThatIsLargerThanTheDisk() {
        manifest("\"a.txt\":{\"digest\":\"" + HELLO + "\",\"size\":" + Long.MAX_VALUE + "}");

        assertThatThrownBy(() -> version().download(root)).hasMessageContaining("no space left");
        assertThatThrownBy(() -> version().download(Download.to(root).withoutCache()))
                .isInstanceOf(WandbException.class)
                .hasMessageContaining("is smaller than");
    }

    @Test
    void followsNoReferencesInACircle() {
        String self = HexFormat.of().formatHex(Base64.getDecoder().decode(ArtifactBackend.ID));
        manifest("\"a.txt\":{\"digest\":\"" + HELLO + "\",\"size\":5,\"ref\":\"wandb-artifact://" + self + "/a.txt\"}");

        assertThatThrownBy(() -> version().download(root))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("without end");
        assertThat(root).isEmptyDirectory();
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

    /** One error of the library's own, and no file but what was logged. */
    private void refused() {
        assertThatThrownBy(() -> version().download(root)).isInstanceOf(WandbException.class);
        if (Files.exists(root)) {
            try (Stream<Path> files = Files.walk(root)) {
                assertThat(files.filter(Files::isRegularFile))
                        .allSatisfy(file -> assertThat(file).hasContent("hello").hasFileName("a.txt"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
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
