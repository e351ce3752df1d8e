package io.wandb4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wandb4j.Wandb;
import io.wandb4j.artifact.Artifact;
import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.artifact.Download;
import io.wandb4j.artifact.Reference;
import io.wandb4j.errors.UsageException;
import io.wandb4j.query.Api;
import io.wandb4j.run.Run;
import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Artifacts go to the local server and come back: versions, aliases, contents. */
class ArtifactRoundTripTest {
    private static final int FILES = 230;

    @TempDir
    Path dir;

    private LocalServer server;
    private Api api;

    @BeforeEach
    void start() {
        server = LocalServer.start(dir.resolve("server"));
        api = Api.connect(settings().build());
    }

    @AfterEach
    void stop() {
        api.close();
        server.close();
    }

    @Test
    void equalContentsAreOneVersionAndChangesMakeAnother() throws Exception {
        ArtifactVersion first = log("one", "best");
        ArtifactVersion again = log("one");
        ArtifactVersion second = log("two");

        assertThat(first.qualifiedName()).isEqualTo(server.entity() + "/artifacts/weights:v0");
        assertThat(first.aliases()).containsExactlyInAnyOrder("best", "latest");
        assertThat(again).isEqualTo(first);
        assertThat(second.version()).isEqualTo("v1");
        assertThat(api.artifact("weights").version()).isEqualTo("v1");
        assertThat(api.artifact("weights:best").version()).isEqualTo("v0");
        assertThat(api.artifact("weights:v0").aliases()).containsExactly("best");
        assertThat(api.artifactVersions("model", "weights").stream().map(ArtifactVersion::version))
                .containsExactlyInAnyOrder("v0", "v1");
        assertThat(first.metadata()).isEqualTo(Map.of("accuracy", 0.5));
        assertThat(first.description()).contains("what it is");
        assertThat(Files.readString(api.artifact("weights:v0").file())).isEqualTo("one");
        assertThat(Files.readString(api.artifact("weights:v1").file())).isEqualTo("two");
        assertThatThrownBy(() -> api.artifact("weights:v7"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("weights:v7");
    }

    @Test
    void aFolderOfManyFilesComesBackWhole() throws Exception {
        Path data = Files.createDirectories(dir.resolve("many/deep \u00fc"));
        for (int i = 0; i < FILES; i++) {
            Files.writeString(data.resolve("file " + i + ".txt"), i == 0 ? "" : "content " + i % 100);
        }
        try (Run run = Wandb.init(settings().id("maker").build())) {
            run.logArtifact(Artifact.create("many", "dataset", run.settings()).addDirectory(dir.resolve("many")));
        }
        forgetContents();

        try (Run run = Wandb.init(settings().id("user").build())) {
            Path root = run.useArtifact("many:latest").download(dir.resolve("here"));
            for (int i = 0; i < FILES; i++) {
                assertThat(root.resolve("deep \u00fc").resolve("file " + i + ".txt"))
                        .hasContent(i == 0 ? "" : "content " + i % 100);
            }
        }

        assertThat(api.run("maker").loggedArtifacts().stream().map(ArtifactVersion::nameAndVersion))
                .containsExactly("many:v0");
        assertThat(api.run("user").usedArtifacts().stream().map(ArtifactVersion::nameAndVersion))
                .containsExactly("many:v0");
    }

    @Test
    void anOfflineRunUsesWhatWasUsedOnlineOutOfTheCache() throws Exception {
        log("one", "best");
        ArtifactVersion second = log("two");
        Path outside = Files.writeString(dir.resolve("outside"), "outside");
        try (Run run = Wandb.init(settings().id("online").build())) {
            ArtifactVersion first = run.useArtifact("weights:best");
            first.download(dir.resolve("online"));
            run.useArtifact("weights:v1");
            run.logArtifact(Artifact.create("references", "dataset", run.settings())
                            .addReference(first, "weights.bin", "weights")
                            .addReference(outside.toUri().toString())
                            .add(Reference.to("https://host.invalid/else").unchecked()))
                    .get();
            run.useArtifact("references")
                    .download(Download.to(dir.resolve("seen")).startingWith("weights"));
        }
        String known = server.entity() + "/artifacts/weights:best";
        Settings offline = settings().mode(Mode.OFFLINE).id("offline").build();
        server.close();

        try (Run run = Wandb.init(offline)) {
            ArtifactVersion version = run.useArtifact("weights:best");
            assertThat(version.qualifiedName()).isEqualTo(known.replace("best", "v0"));
            assertThat(version.download(dir.resolve("offline")).resolve("weights.bin"))
                    .hasContent("one");
            version.verify(dir.resolve("offline"));
            assertThat(run.useArtifact(known)).isEqualTo(version);
            run.config().set("model", "wandb-artifact://" + known);
            assertThatThrownBy(() -> run.useArtifact("weights:latest"))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("weights:latest' is not known on this machine");
            assertThatThrownBy(() -> run.useArtifact("weights:v1").download())
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("never fetched on this machine");
            ArtifactVersion references = run.useArtifact("references");
            assertThatThrownBy(() -> references.download(dir.resolve("strict")))
                    .hasMessageContaining("'else'")
                    .hasMessageContaining("not online");
            Path lenient =
                    references.download(Download.to(dir.resolve("lenient")).allowMissingReferences());
            assertThat(lenient.resolve("weights")).hasContent("one");
            assertThat(lenient.resolve("outside")).hasContent("outside");
            run.config().set("id", "wandb-artifact://_id/" + second.id());
            assertThatThrownBy(version::delete)
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("not online");
            forgetContents();
            assertThatThrownBy(() -> version.download(dir.resolve("again")))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("weights.bin")
                    .hasMessageContaining("not in the cache");
            assertThat(dir.resolve("again")).isEmptyDirectory();
            assertThat(version.download(dir.resolve("offline"))).isEqualTo(dir.resolve("offline"));
        }
    }

    @Test
    void aConfigMayNameAnArtifactByItsId() throws Exception {
        ArtifactVersion version = log("one");

        try (Run run = Wandb.init(settings().id("by-id").build())) {
            run.config().set("model", "wandb-artifact://_id/" + version.id());
        }

        assertThat(api.run("by-id").usedArtifacts()).containsExactly(version);
    }

    private void forgetContents() throws IOException {
        try (Stream<Path> files = Files.walk(dir.resolve("cache/artifacts/obj"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }

    private ArtifactVersion log(String content, String... aliases) throws Exception {
        try (Run run = Wandb.init(settings().build())) {
            return run.logArtifact(
                            Artifact.create("weights", "model", run.settings())
                                    .addContent("weights.bin", content.getBytes(StandardCharsets.UTF_8))
                                    .description("what it is")
                                    .metadata(Map.of("accuracy", 0.5)),
                            aliases)
                    .get(3, TimeUnit.MINUTES);
        }
    }

    private Settings.Builder settings() {
        return Settings.builder()
                .baseUrl(server.url())
                .apiKey(server.apiKey())
                .project("artifacts")
                .rootDir(dir)
                .dataDir(dir.resolve("data"))
                .cacheDir(dir.resolve("cache"))
                .artifactDir(dir.resolve("artifacts"))
                .silent(true);
    }
}
