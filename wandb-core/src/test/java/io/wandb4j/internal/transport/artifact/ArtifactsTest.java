package io.wandb4j.internal.transport.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.artifact.Artifact;
import io.wandb4j.artifact.ArtifactCache;
import io.wandb4j.artifact.ArtifactPath;
import io.wandb4j.artifact.ArtifactStaging;
import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.artifact.MultipartPlan;
import io.wandb4j.errors.CommunicationException;
import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.log.proto.ArtifactRecord;
import io.wandb4j.internal.transport.ApiClient;
import io.wandb4j.internal.transport.Connection;
import io.wandb4j.internal.transport.ManualClock;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mockwebserver3.MockWebServer;
import okio.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactsTest {
    @TempDir
    Path folder;

    private final MockWebServer server = new MockWebServer();
    private final ArtifactBackend backend = new ArtifactBackend();
    private Settings settings;
    private ApiClient client;
    private Artifacts artifacts;

    @BeforeEach
    void start() throws IOException {
        server.setDispatcher(backend);
        server.start();
        settings = Settings.builder()
                .cacheDir(folder.resolve("cache"))
                .dataDir(folder.resolve("data"))
                .artifactDir(folder.resolve("artifacts"))
                .build();
        client = ApiClient.open(new Connection(server.url("/").toString(), "0123456789".repeat(4)), new ManualClock());
        artifacts = new Artifacts(client, settings);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void uploadsInTheOrderOfTheOfficialClient() throws IOException {
        ArtifactVersion version = artifacts.upload(record("best"));

        assertThat(backend.operations)
                .containsExactly(
                        "CreateArtifact",
                        "CreateArtifactManifest",
                        "CreateArtifactFiles",
                        "CreateArtifactManifest",
                        "CommitArtifact",
                        "ArtifactByID");
        assertThat(backend.blobs.get("/blob/a.txt")).isEqualTo(ByteString.encodeUtf8("hello"));
        assertThat(version.qualifiedName()).isEqualTo("e/p/m:v3");
        assertThat(version.aliases()).containsExactly("latest");
        assertThat(version.metadata()).isEqualTo(Map.of("a", 1));
        assertThat(version.createdAt()).contains(Instant.parse("2024-05-01T10:00:00Z"));
        JsonNode input = backend.variablesOf("CreateArtifact").get("input");
        assertThat(input.get("digest").asText())
                .isEqualTo(ArtifactRecords.toManifest(record()).digest());
        assertThat(input.get("aliases").findValuesAsText("alias")).containsExactly("best", "latest");
        assertThat(input.get("description").isNull()).isTrue();
        assertThat(input.get("clientID").asText()).matches("[0-9a-z]{128}");
        JsonNode manifest = Json.read(backend.blobs.get("/blob/manifest").utf8());
        assertThat(manifest.at("/contents/a.txt/birthArtifactID").asText()).isEqualTo(ArtifactBackend.ID);
        assertThat(manifest.at("/contents/a.txt").has("local_path")).isFalse();
    }

    @Test
    void sendsManySmallFilesTogetherWhereTheServerTakesThemSo() throws IOException {
        backend.features.add("WANDB4J_ARTIFACT_BUNDLES");

        artifacts.upload(many());

        assertThat(backend.blobs.keySet())
                .containsExactlyInAnyOrder("/artifact-bundles/" + ArtifactBackend.ID, "/blob/large", "/blob/manifest");
        ByteString bundle = backend.blobs.get("/artifact-bundles/" + ArtifactBackend.ID);
        assertThat(bundle.size()).isEqualTo(20 * (16 + 4) + 10 * 6 + 10 * 7);
        assertThat(bundle.substring(0, 16))
                .isEqualTo(ByteString.encodeUtf8("file 0").md5());
        assertThat(bundle.substring(16, 20).hex()).isEqualTo("00000006");
        assertThat(bundle.substring(20, 26).utf8()).isEqualTo("file 0");
    }

    @Test
    void sendsFilesOneByOneWhenTheServerRefusesThemTogether() throws IOException {
        backend.features.add("WANDB4J_ARTIFACT_BUNDLES");
        backend.expired.add("/artifact-bundles/" + ArtifactBackend.ID);

        artifacts.upload(many());

        assertThat(backend.blobs).hasSize(22).containsEntry("/blob/7", ByteString.encodeUtf8("file 7"));
    }

    @Test
    void sendsFilesOneByOneWhenTheServersWordOnThemIsDamaged() throws IOException {
        backend.features.add("WANDB4J_ARTIFACT_BUNDLES");
        backend.damaging = true;

        artifacts.upload(many());

        assertThat(backend.blobs).hasSize(22).containsEntry("/blob/7", ByteString.encodeUtf8("file 7"));
    }

    @Test
    void whatWasStagedIsInTheCacheAfterwards() throws IOException {
        ArtifactRecord record = record();

        artifacts.upload(record);

        try (Stream<Path> staged = Files.list(folder.resolve("data/artifacts/staging"))) {
            assertThat(staged).isEmpty();
        }
        assertThat(ArtifactCache.in(settings.cacheDir())
                        .find(ArtifactRecords.toManifest(record).entries().get(0)))
                .isPresent();
    }

    @Test
    void theSameRecordCanBeUploadedAgain() throws IOException {
        ArtifactRecord record = record();
        artifacts.upload(record);
        backend.blobs.clear();

        artifacts.upload(record);

        assertThat(backend.blobs.get("/blob/a.txt")).isEqualTo(ByteString.encodeUtf8("hello"));
    }

    @Test
    void uploadsNothingWhenTheLatestVersionIsEqual() throws IOException {
        backend.state = "COMMITTED";

        artifacts.upload(record());

        assertThat(backend.operations).containsExactly("CreateArtifact", "ArtifactByID");
    }

    @Test
    void doesNotUploadWhatTheServerHas() throws IOException {
        backend.blobs.put("/blob/a.txt", ByteString.encodeUtf8("as before"));

        artifacts.upload(record());

        assertThat(backend.blobs.get("/blob/a.txt").utf8()).isEqualTo("as before");
    }

    @Test
    void asksForANewAddressWhenOneHasExpired() throws IOException {
        backend.expired.add("/blob/a.txt");

        artifacts.upload(record());

        assertThat(backend.operations.stream().filter("CreateArtifactFiles"::equals))
                .hasSize(2);
        assertThat(backend.blobs).containsKey("/blob/a.txt");
    }

    @Test
    void largeFilesGoInParts() throws IOException {
        ArtifactUploader uploader = new ArtifactUploader(
                client,
                ArtifactCache.in(settings.cacheDir()),
                ArtifactStaging.in(settings.dataDir()),
                5,
                size -> new MultipartPlan(size, 2));

        uploader.upload(record(), progress -> {});

        assertThat(backend.blobs.get("/blob/a.txt/1").utf8()).isEqualTo("he");
        assertThat(backend.blobs.get("/blob/a.txt/3").utf8()).isEqualTo("o");
        JsonNode complete = backend.variablesOf("CompleteMultipartUploadArtifact");
        assertThat(complete.get("completedParts").findValuesAsText("hexMD5")).containsExactly("tag1", "tag2", "tag3");
        assertThat(complete.get("uploadID").asText()).isEqualTo("u1");
    }

    @Test
    void cutsFilesAsTheServerExpects() {
        assertThat(MultipartPlan.of(3L << 30).parts()).hasSize(31);
        MultipartPlan huge = MultipartPlan.of(2L << 40);
        assertThat(huge.partSize() % 4096).isZero();
        assertThat(huge.parts()).hasSizeLessThanOrEqualTo(10_000);
        assertThat(huge.parts().stream().mapToLong(MultipartPlan.Part::length).sum())
                .isEqualTo(2L << 40);
    }

    @Test
    void findsAndDownloadsAVersion() throws IOException {
        artifacts.upload(record());
        forgetCache();

        ArtifactVersion version = artifacts.find(ArtifactPath.parse("e/p/m:best"));
        Path root = version.download();

        assertThat(version.aliases()).containsExactly("best");
        assertThat(root.resolve("a.txt")).hasContent("hello");
        assertThat(root.resolve("deep/b.txt")).hasContent("world");
        assertThat(root).isEqualTo(folder.resolve("artifacts/m:v3"));
        assertThat(backend.operations.stream().filter("GetArtifactMembershipFileUrls"::equals))
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void whatIsInTheCacheIsNotFetched() throws IOException {
        artifacts.upload(record());

        ArtifactVersion version = artifacts.byId(ArtifactBackend.ID);
        version.download(folder.resolve("here"));
        version.download(folder.resolve("here"));

        assertThat(folder.resolve("here/deep/b.txt")).hasContent("world");
        assertThat(backend.operations).doesNotContain("GET /blob/a.txt", "GetArtifactMembershipFileUrls");
    }

    @Test
    void refusesFilesThatAreNotWhatWasLogged() throws IOException {
        artifacts.upload(record());
        forgetCache();
        backend.blobs.put("/blob/a.txt", ByteString.encodeUtf8("HELLO"));

        assertThatThrownBy(() -> artifacts.byId(ArtifactBackend.ID).download(folder.resolve("here")))
                .isInstanceOf(CommunicationException.class)
                .hasMessage("file 'a.txt' of artifact e/p/m:v3 is not what was logged");
        assertThat(folder.resolve("here/a.txt")).doesNotExist();
    }

    @Test
    void aMissingVersionIsNamed() {
        assertThatThrownBy(() -> artifacts.find(ArtifactPath.parse("e/p/m:none")))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("artifact 'e/p/m:none' does not exist");
        assertThatThrownBy(() -> artifacts.find(ArtifactPath.parse("m:none"))).hasMessageContaining("entity");
    }

    @Test
    void onlyOneFileIsAFile() throws IOException {
        artifacts.upload(record());

        assertThatThrownBy(() -> artifacts.byId(ArtifactBackend.ID).file())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("has 2 files");
    }

    @Test
    void notesTheUse() throws IOException {
        artifacts.use(artifacts.byId(ArtifactBackend.ID), "e", "p", "r1");

        assertThat(backend.variablesOf("UseArtifact").get("input"))
                .isEqualTo(Json.read("{\"artifactID\":\"" + ArtifactBackend.ID
                        + "\",\"entityName\":\"e\",\"projectName\":\"p\",\"runName\":\"r1\",\"usedAs\":null}"));
    }

    private ArtifactRecord many() {
        Artifact artifact = Artifact.create("m", "model", settings);
        for (int i = 0; i < 20; i++) {
            artifact.addContent(Integer.toString(i), ("file " + i).getBytes(StandardCharsets.UTF_8));
        }
        artifact.addContent("large", new byte[1 << 17]);
        return ArtifactRecords.toRecord(artifact, "e", "p", "r1", List.of());
    }

    private ArtifactRecord record(String... aliases) {
        Artifact artifact = Artifact.create("m", "model", settings)
                .addContent("a.txt", "hello".getBytes(StandardCharsets.UTF_8))
                .addContent("deep/b.txt", "world".getBytes(StandardCharsets.UTF_8));
        return ArtifactRecords.toRecord(artifact, "e", "p", "r1", List.of(aliases));
    }

    private void forgetCache() throws IOException {
        try (Stream<Path> files = Files.walk(settings.cacheDir())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }
}
