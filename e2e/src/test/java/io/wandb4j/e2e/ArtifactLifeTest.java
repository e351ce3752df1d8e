package io.wandb4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wandb4j.Wandb;
import io.wandb4j.artifact.Artifact;
import io.wandb4j.artifact.ArtifactEntry;
import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.artifact.Download;
import io.wandb4j.artifact.Reference;
import io.wandb4j.artifact.TimeToLive;
import io.wandb4j.artifact.TransferProgress;
import io.wandb4j.errors.CommunicationException;
import io.wandb4j.errors.UsageException;
import io.wandb4j.errors.WandbException;
import io.wandb4j.media.Image;
import io.wandb4j.media.Table;
import io.wandb4j.query.Api;
import io.wandb4j.query.ArtifactCollection;
import io.wandb4j.query.Lineage;
import io.wandb4j.query.StoredRun;
import io.wandb4j.run.Run;
import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of versions on the local server after they were logged. */
class ArtifactLifeTest {
    @TempDir
    Path dir;

    private LocalServer server;
    private Run run;
    private Api api;

    @BeforeEach
    void start() {
        server = LocalServer.start(dir.resolve("server"));
        run = Wandb.init(settings().id("first").build());
        api = Api.connect(settings().build());
    }

    @AfterEach
    void stop() {
        api.close();
        run.close();
        server.close();
    }

    @Test
    void whatIsSaidOfAVersionChanges() throws Exception {
        ArtifactVersion first = log("net", "one", "best", "old");
        ArtifactVersion second = log("net", "two");

        ArtifactVersion changed = second.edit()
                .addAliases("best", "new")
                .addTags("a tag")
                .description("described")
                .metadata(Map.of("accuracy", 0.9))
                .timeToLive(TimeToLive.of(Duration.ofDays(2)))
                .save();
        ArtifactVersion before =
                api.artifact("net:v0").edit().removeAliases("old").save();

        assertThat(changed.aliases()).containsExactlyInAnyOrder("best", "new", "latest");
        assertThat(changed.tags()).containsExactly("a tag");
        assertThat(changed.description()).contains("described");
        assertThat(changed.metadata()).isEqualTo(Map.of("accuracy", 0.9));
        assertThat(changed.timeToLive().seconds()).isEqualTo(2 * 24 * 3600);
        assertThat(before).isEqualTo(first);
        assertThat(before.aliases()).isEmpty();
        assertThat(api.artifact("net:best").version()).isEqualTo("v1");
        assertThat(changed.edit().removeTags("a tag").save().tags()).isEmpty();

        assertThatThrownBy(changed::delete)
                .isInstanceOf(CommunicationException.class)
                .hasMessageContaining("aliases");
        before.delete();
        changed.deleteWithAliases();
        assertThatThrownBy(() -> api.artifact("net:v1")).isInstanceOf(UsageException.class);
    }

    @Test
    void aDraftAddsToWhatItWasMadeOf() throws Exception {
        run.logArtifact(Artifact.create("data", "dataset", run.settings())
                        .addContent("a", bytes("1"))
                        .addContent("dir/b", bytes("2"))
                        .addContent("dir/c", bytes("3"))
                        .metadata(Map.of("kept", true)))
                .get();
        Artifact draft = api.artifact("data").newDraft().remove("dir").addContent("d", bytes("4"));

        ArtifactVersion second = run.logArtifact(draft).get();
        ArtifactVersion third = run.logArtifact(Artifact.create("data", "dataset", run.settings())
                        .incremental()
                        .addContent("e", bytes("5")))
                .get();

        assertThat(second.manifest().entries()).extracting(ArtifactEntry::path).containsExactly("a", "d");
        assertThat(second.metadata()).isEqualTo(Map.of("kept", true));
        assertThat(third.manifest().entries()).extracting(ArtifactEntry::path).containsExactly("a", "d", "e");
        assertThat(third.version()).isEqualTo("v2");
        Path folder = third.download(dir.resolve("third"));
        assertThat(folder.resolve("a")).hasContent("1");
        third.verify(folder);
    }

    @Test
    void severalRunsMakeOneVersion() throws Exception {
        try (Run other = Wandb.init(settings().id("second").build())) {
            run.upsertArtifact(part("a"), "together").get();
            other.upsertArtifact(part("b"), "together").get();
            assertThatThrownBy(() -> api.artifact("parts")).isInstanceOf(UsageException.class);
            ArtifactVersion whole =
                    run.finishArtifact(part("c"), "together", "whole").get();

            assertThat(whole.manifest().entries())
                    .extracting(ArtifactEntry::path)
                    .containsExactly("a", "b", "c");
            assertThat(whole.version()).isEqualTo("v0");
            assertThat(whole.download(dir.resolve("whole")).resolve("b")).hasContent("b");
        }
    }

    @Test
    void referencesLeadToFilesElsewhere() throws Exception {
        Path outside = Files.writeString(dir.resolve("outside.txt"), "outside");
        ArtifactVersion first = log("net", "one");

        ArtifactVersion version = run.logArtifact(Artifact.create("references", "dataset", run.settings())
                        .addReference(outside.toUri().toString(), "here/outside.txt")
                        .addReference(first, "weights.bin", "weights")
                        .addReference("nas://somewhere/else", "else"))
                .get();

        assertThatThrownBy(() -> version.download(dir.resolve("strict"))).hasMessageContaining("nas://somewhere/else");
        Path folder = version.download(Download.to(dir.resolve("lenient")).allowMissingReferences());
        assertThat(folder.resolve("here/outside.txt")).hasContent("outside");
        assertThat(folder.resolve("weights")).hasContent("one");
        assertThat(folder.resolve("else")).doesNotExist();
        Artifact unchecked = Artifact.create("address", "dataset", run.settings())
                .add(Reference.to(outside.toUri().toString()).unchecked());
        Files.writeString(outside, "changed");
        assertThat(run.logArtifact(unchecked)
                        .get()
                        .download(dir.resolve("address"))
                        .resolve("outside.txt"))
                .hasContent("changed");
        assertThatThrownBy(() -> version.download(Download.to(dir.resolve("changed"))
                        .only("here/outside.txt")
                        .withoutCache()))
                .hasMessageContaining("has changed");
    }

    @Test
    void partsOfAVersionComeByThemselves() throws Exception {
        ArtifactVersion version = run.logArtifact(Artifact.create("tree", "dataset", run.settings())
                        .addContent("a/1", bytes("1"))
                        .addContent("a/2", bytes("2"))
                        .addContent("b", bytes("3"))
                        .add("rows", Table.columns("x", "y").add(1, "a").build())
                        .add("pixels", Image.of(new int[][] {{1, 2}, {3, 4}})))
                .get();

        assertThat(version.download(Download.to(dir.resolve("part")).startingWith("a/")))
                .isDirectoryContaining("glob:**/a")
                .isDirectoryNotContaining("glob:**/b");
        assertThat(version.file("b")).hasContent("3");
        assertThat(version.manifest().entries())
                .extracting(ArtifactEntry::path)
                .contains("rows.table.json", "pixels.image-file.json");
        Path folder = version.download(dir.resolve("whole"));
        Files.writeString(folder.resolve("stranger"), "not mine");
        assertThatThrownBy(() -> version.verify(folder)).hasMessageContaining("stranger");
        Files.writeString(version.checkout(folder).resolve("b"), "4");
        assertThatThrownBy(() -> version.verify(folder)).hasMessageContaining("'b'");
        version.checkout(folder);
        List<TransferProgress> told = new ArrayList<>();
        version.verify(folder, told::add);
        assertThat(told.get(told.size() - 1)).isEqualTo(new TransferProgress(6, 6, version.size(), version.size()));
    }

    @Test
    void aCheckoutPutsFilesWhereFoldersWereAndTheOtherWayRound() throws Exception {
        ArtifactVersion version = run.logArtifact(Artifact.create("tree", "dataset", run.settings())
                        .addContent("file", bytes("1"))
                        .addContent("folder/file", bytes("2")))
                .get();
        Path folder = Files.createDirectories(dir.resolve("mixed/file/empty/deep"))
                .getParent()
                .getParent()
                .getParent();
        Files.writeString(folder.resolve("file/empty/stranger"), "x");
        Files.writeString(folder.resolve("folder"), "x");

        assertThatThrownBy(() -> version.download(folder)).isInstanceOf(WandbException.class);
        assertThat(folder.resolve("folder")).hasContent("x");
        version.checkout(folder);

        version.verify(folder);
        assertThat(folder.resolve("file")).hasContent("1");
    }

    @Test
    void modelsAreLoggedUsedAndLinked() throws Exception {
        Path model = Files.writeString(dir.resolve("model.zip"), "weights");

        ArtifactVersion link = run.linkModel(model, "wandb-registry-model/digits", "production");

        assertThat(link.isLink()).isTrue();
        assertThat(link.qualifiedName()).isEqualTo(server.entity() + "/wandb-registry-model/digits:v0");
        assertThat(link.aliases()).containsExactlyInAnyOrder("latest", "production");
        assertThat(link.source().toString()).isEqualTo(server.entity() + "/life/run-first-model.zip:v0");
        assertThat(run.useModel("run-first-model.zip:v0")).hasContent("weights");
        ArtifactVersion source = api.artifact("run-first-model.zip");
        assertThat(source.links()).containsExactly(link);
        assertThat(source.isLink()).isFalse();
        assertThat(source.aliases()).as("those of the link are not its own").containsExactly("latest");
        assertThat(api.artifactCollection("wandb-registry-model/digits").versions())
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.qualifiedName()).isEqualTo(link.qualifiedName());
                    assertThat(found.aliases()).containsExactlyInAnyOrder("latest", "production");
                    assertThat(found.source()).isEqualTo(link.source());
                });
        assertThatThrownBy(() -> source.link("wandb-registry-model/digits:production"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("without ':production'");
        link.unlink();
        assertThat(source.links()).isEmpty();
        assertThatThrownBy(source::unlink).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> run.useModel(log("data-set", "x").name() + ":nothing"))
                .isInstanceOf(UsageException.class);
    }

    @Test
    void lineageIsWalkedBothWays() throws Exception {
        ArtifactVersion data = log("data", "rows");
        try (Run trainer = Wandb.init(settings().id("trainer").build());
                Run tester = Wandb.init(settings().id("tester").build())) {
            trainer.useArtifact("data");
            ArtifactVersion model = trainer.logArtifact(
                            Artifact.create("net", "model", run.settings()).addContent("w", bytes("w")))
                    .get();
            tester.useArtifact(model);
            ArtifactVersion report = tester.logArtifact(
                            Artifact.create("report", "result", run.settings()).addContent("r", bytes("r")))
                    .get();

            assertThat(api.loggedBy(model).orElseThrow().id()).isEqualTo("trainer");
            assertThat(api.usedBy(model)).extracting(StoredRun::id).containsExactly("tester");
            Lineage lineage = api.lineage(model, 10);
            assertThat(lineage.upstream()).containsExactly(data);
            assertThat(lineage.downstream()).containsExactly(report);
            assertThat(lineage.toString().lines())
                    .hasSize(5)
                    .contains("run " + server.entity() + "/life/tester used " + model);
            assertThat(api.lineage(report, 10).upstream()).containsExactly(model, data);
        }
    }

    @Test
    void anArtifactInTheConfigIsUsed() throws Exception {
        ArtifactVersion first = log("data", "1");
        ArtifactVersion second = log("data", "2");
        Settings named = settings()
                .id("named")
                .config("data", "wandb-artifact://" + server.entity() + "/life/data:v0")
                .config("plain", "data:v0")
                .build();

        try (Run user = Wandb.init(named)) {
            user.config().set("later", second);
            assertThat(String.valueOf(user.config().get("data"))).contains("sequenceName=data", "version=v0");
        }

        assertThat(api.run("named").usedArtifacts()).containsExactly(first, second);
        assertThat(String.valueOf(api.run("named").config().asMap().get("data")))
                .contains("_type=artifactVersion", "id=" + first.id());
        assertThat(api.run("named").config().text("plain")).contains("data:v0");
    }

    @Test
    void addressesInBucketsAreKeptOnlyIfThatIsMeant() throws Exception {
        Artifact artifact = Artifact.create("bucket", "dataset", run.settings());

        assertThatThrownBy(() -> artifact.addReference("s3://bucket/deep/key")).hasMessageContaining("unchecked()");
        ArtifactVersion version = run.logArtifact(
                        artifact.add(Reference.to("s3://bucket/deep/key").unchecked()))
                .get();

        assertThat(version.manifest().entry("deep/key").orElseThrow().reference())
                .contains("s3://bucket/deep/key");
    }

    @Test
    void collectionsAreListedAndChanged() throws Exception {
        log("data", "1");
        log("data", "2", "best");
        log("net", "3");

        assertThat(api.artifactTypes("life")).containsExactly("model");
        assertThat(api.artifactCollections("model", "life"))
                .extracting(ArtifactCollection::name)
                .containsExactlyInAnyOrder("data", "net");
        ArtifactCollection data = api.artifactCollection("data");
        assertThat(data.versions()).extracting(ArtifactVersion::version).containsExactly("v1", "v0");
        assertThat(data.details().aliases()).containsExactlyInAnyOrder("latest", "best");
        data.rename("rows");
        data.describe("all rows");
        data.changeType("dataset");
        api.artifactCollection("rows").addTags("one", "two");
        api.artifactCollection("rows").removeTags("one");
        ArtifactCollection changed = api.artifactCollection("rows");
        assertThat(changed.type()).isEqualTo("dataset");
        assertThat(changed.details().description()).contains("all rows");
        assertThat(changed.details().tags()).containsExactly("two");
        changed.delete();
        assertThatThrownBy(() -> api.artifactCollection("rows")).isInstanceOf(UsageException.class);
    }

    private Artifact part(String name) {
        return Artifact.create("parts", "dataset", run.settings()).addContent(name, bytes(name));
    }

    private ArtifactVersion log(String name, String content, String... aliases) throws Exception {
        Artifact artifact = Artifact.create(name, "model", run.settings()).addContent("weights.bin", bytes(content));
        return run.logArtifact(artifact, aliases).get();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Settings.Builder settings() {
        return Settings.builder()
                .baseUrl(server.url())
                .apiKey(server.apiKey())
                .entity(server.entity())
                .project("life")
                .rootDir(dir)
                .dataDir(dir.resolve("data"))
                .cacheDir(dir.resolve("cache"))
                .artifactDir(dir.resolve("artifacts"))
                .silent(true);
    }
}
