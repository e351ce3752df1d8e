package io.wandb4j.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wandb4j.errors.UsageException;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactTest {
    @TempDir
    Path folder;

    private Artifact artifact;

    @BeforeEach
    void create() {
        artifact = Artifact.create("mnist-model", "model", settings());
    }

    @Test
    void keepsFilesAsTheyWereWhenAdded() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "hello");

        artifact.addFile(file).addFile(file, "copies/b.txt");
        Files.writeString(file, "changed");

        ArtifactEntry entry = artifact.manifest().entry("copies/b.txt").orElseThrow();
        assertThat(entry.digest()).isEqualTo("XUFAKrxLKna5cZ2REBfFkg==");
        assertThat(entry.size()).isEqualTo(5);
        assertThat(entry.localPath().orElseThrow()).hasContent("hello");
        assertThat(artifact.manifest().entries())
                .extracting(ArtifactEntry::path)
                .containsExactly("a.txt", "copies/b.txt");
    }

    @Test
    void addsAllFilesBelowAFolder() throws IOException {
        Path tree = Files.createDirectories(folder.resolve("tree/deep/er"))
                .getParent()
                .getParent();
        Files.writeString(tree.resolve("top"), "1");
        Files.writeString(tree.resolve("deep/er/low"), "");
        Files.createSymbolicLink(tree.resolve("link"), tree.resolve("deep"));

        artifact.addDirectory(tree).addDirectory(tree.resolve("deep"), "again");

        assertThat(artifact.manifest().entries())
                .extracting(ArtifactEntry::path)
                .containsExactly("again/er/low", "deep/er/low", "link/er/low", "top");
    }

    @Test
    void theSameFileTwiceIsOneAndAnotherInItsPlaceIsRefused() throws IOException {
        artifact.addContent("a", "1".getBytes(StandardCharsets.UTF_8));
        artifact.addContent("./a", "1".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> artifact.addContent("a", "2".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UsageException.class)
                .hasMessage("artifact 'mnist-model' has another file at 'a' already: remove it first");
        assertThat(paths()).containsExactly("a");
        assertThat(staged()).isEqualTo(1);
    }

    @Test
    void aFileAndAFolderOfOneNameAreRefused() throws IOException {
        artifact.addContent("a", new byte[1]).addContent("b/c", new byte[1]).addContent("b-c", new byte[1]);

        assertThatThrownBy(() -> artifact.addContent("a/b/c", new byte[1]))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("a file 'a' and a folder of that name, with 'a/b/c'");
        assertThatThrownBy(() -> artifact.addContent("b", new byte[1])).hasMessageContaining("'b/c'");
        assertThat(paths()).containsExactly("a", "b-c", "b/c");
        assertThat(staged()).isEqualTo(3);
        artifact.remove("b").addContent("b", new byte[1]);
        assertThat(paths()).containsExactly("a", "b", "b-c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C:", "f7"})
    void aFolderIsAddedWholeOrNotAtAll(String refused) throws IOException {
        Path tree = Files.createDirectories(folder.resolve("tree"));
        for (int i = 0; i < 100; i++) {
            Files.writeString(tree.resolve("f" + i), "content " + i);
        }
        Files.writeString(tree.resolve(refused), "refused");
        artifact.addContent("f7", new byte[1]);

        assertThatThrownBy(() -> artifact.addDirectory(tree))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("'" + refused + "'");
        assertThatThrownBy(() -> artifact.add(FileSelection.of(tree).under("f7").replacing()))
                .isInstanceOf(UsageException.class);

        assertThat(paths()).containsExactly("f7");
        assertThat(staged()).isEqualTo(1);
    }

    @Test
    void refusesWhatCannotBeAdded() {
        assertThatThrownBy(() -> artifact.addFile(folder.resolve("none")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("none");
        assertThatThrownBy(() -> artifact.addFile(folder)).hasMessageContaining("use addDirectory");
        assertThatThrownBy(() -> artifact.addDirectory(folder.resolve("none"))).hasMessageContaining("not a folder");
        assertThatThrownBy(() -> artifact.addContent("../x", new byte[0])).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> artifact.addContent("half \ud83d", new byte[0]))
                .hasMessageContaining("half a character");
        assertThat(artifact.addContent("whole \ud83d\ude00", new byte[0])
                        .manifest()
                        .entries())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "a:b", "ä"})
    void refusesBadNames(String name) {
        assertThatThrownBy(() -> Artifact.create(name, "model"))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("artifact name '" + name + "' must be");
    }

    @ParameterizedTest
    @CsvSource({"a, wandb-history", "a, job", "run-1-t, run_table", "source-p, code", "a, x/y", "a, x:y", "a, ''"})
    void refusesBadTypes(String name, String type) {
        assertThatThrownBy(() -> Artifact.create(name, type)).isInstanceOf(UsageException.class);
    }

    @Test
    void allowsTypesThatAreReservedForOtherNamesOnly() {
        assertThat(Artifact.create("a", "code").type()).isEqualTo("code");
    }

    @Test
    void cleansMetadata() {
        artifact.metadata(Map.of("accuracy", 0.5, "loss", Float.NaN, "layers", List.of(64, Map.of("a", Double.NaN))));

        assertThat(artifact.metadata().get("accuracy")).isEqualTo(0.5);
        assertThat(artifact.metadata()).containsEntry("loss", null);
        assertThat(artifact.metadata().get("layers").toString()).isEqualTo("[64, {a=null}]");
        artifact.metadata(Map.of("shape", new int[] {28, 28}, "rates", new float[] {0.1f, Float.NaN}));
        artifact.metadata(Map.of("policy", FilePolicy.MUTABLE, "life", new TimeToLive(5), "at", Instant.EPOCH));
        assertThat(artifact.metadata().toString())
                .contains("shape=[28, 28]", "rates=[0.1, null]", "policy=MUTABLE")
                .contains("life={seconds=5}", "at=1970-01-01T00:00:00Z");
        assertThatThrownBy(() -> artifact.metadata(Map.of("x", new double[] {Double.NEGATIVE_INFINITY})))
                .hasMessageContaining("metadata 'x'");
        assertThatThrownBy(() -> artifact.metadata(Map.of("x", Double.POSITIVE_INFINITY)))
                .hasMessage("metadata 'x' of artifact 'mnist-model' must not be infinite");
    }

    @Test
    void refusesTooMuchMetadata() {
        Map<String, Integer> many =
                IntStream.range(0, 101).boxed().collect(java.util.stream.Collectors.toMap(i -> "k" + i, i -> i));
        assertThatThrownBy(() -> artifact.metadata(many)).hasMessageContaining("at most 100");
    }

    @Test
    void aliasesAreOneEachAndLatestIsAmongThem() {
        assertThat(Aliases.withLatest(List.of("best", "best", "latest"))).containsExactly("best", "latest");
        assertThat(Aliases.withLatest(List.of())).containsExactly("latest");
        assertThatThrownBy(() -> Aliases.withLatest(List.of("a:b"))).isInstanceOf(UsageException.class);
    }

    @Test
    void tagsAreWords() {
        assertThat(artifact.tags("two words", "x-1", "x-1").tags()).containsExactly("two words", "x-1");
        assertThatThrownBy(() -> artifact.tags("a/b")).isInstanceOf(UsageException.class);
    }

    private List<String> paths() {
        return artifact.manifest().entries().stream().map(ArtifactEntry::path).toList();
    }

    private long staged() throws IOException {
        try (Stream<Path> staged = Files.list(folder.resolve("data/artifacts/staging"))) {
            return staged.count();
        }
    }

    private Settings settings() {
        return Settings.builder().dataDir(folder.resolve("data")).build();
    }
}
