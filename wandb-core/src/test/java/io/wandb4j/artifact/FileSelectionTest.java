package io.wandb4j.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wandb4j.errors.UsageException;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSelectionTest {
    @TempDir
    Path dir;

    private Path folder;

    @BeforeEach
    void fill() throws IOException {
        folder = dir.resolve("data");
        for (String file : List.of("a.csv", "a.tmp", "deep/b.csv", "deep/er/c.txt", "build/d.csv", "build/keep.csv")) {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, file);
        }
    }

    @Test
    void takesWhatMatchesOnly() {
        assertThat(paths(all().include("*.csv")))
                .containsExactly("a.csv", "build/d.csv", "build/keep.csv", "deep/b.csv");
        assertThat(paths(all().include("deep/**"))).containsExactly("deep/b.csv", "deep/er/c.txt");
        assertThat(paths(all().include("deep"))).containsExactly("deep/b.csv", "deep/er/c.txt");
        assertThat(paths(all().include("**/*.txt", "/a.tmp"))).containsExactly("a.tmp", "deep/er/c.txt");
        assertThat(paths(all().include("**/a.csv"))).containsExactly("a.csv");
    }

    @Test
    void leavesOutWhatMatchesAndTakesBackIn() {
        assertThat(paths(all().exclude("*.csv", "deep/er/"))).containsExactly("a.tmp");
        assertThat(paths(all().exclude("build/", "!keep.csv", "*.t??").under("in/here")))
                .containsExactly("in/here/a.csv", "in/here/build/keep.csv", "in/here/deep/b.csv");
        assertThatThrownBy(() -> all().exclude("[a")).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> all().include("/")).isInstanceOf(UsageException.class);
    }

    @Test
    void readsIgnoreFiles() throws IOException {
        Path rules = Files.writeString(dir.resolve("rules"), "# comment\n\n*.tmp\nbuild/\n");

        assertThat(paths(all().excludeLinesOf(rules))).containsExactly("a.csv", "deep/b.csv", "deep/er/c.txt");
        assertThatThrownBy(() -> all().excludeLinesOf(dir.resolve("none"))).hasMessageContaining("none");
    }

    @Test
    void followsLinksInsideAndRefusesOthers() throws IOException {
        Files.createSymbolicLink(folder.resolve("again"), folder.resolve("deep"));
        assertThat(paths(all().include("again/**"))).containsExactly("again/b.csv", "again/er/c.txt");

        Path outside = Files.createDirectories(dir.resolve("outside"));
        Files.writeString(outside.resolve("x"), "x");
        Files.createSymbolicLink(folder.resolve("out"), outside);
        assertThatThrownBy(() -> paths(all())).hasMessageContaining("leads out of");
        assertThat(paths(all().followLinksOutside())).contains("out/x");
        assertThat(paths(all().exclude("out"))).doesNotContain("out/x");

        Files.delete(folder.resolve("out"));
        Files.createSymbolicLink(folder.resolve("gone"), dir.resolve("nowhere"));
        assertThatThrownBy(() -> paths(all())).hasMessageContaining("leads nowhere");
        Files.delete(folder.resolve("gone"));
        Files.createSymbolicLink(folder.resolve("deep/circle"), folder.resolve("deep"));
        assertThatThrownBy(() -> paths(all())).hasMessageContaining("that it is in");
    }

    @Test
    void aThousandLevelsAreNotTooDeep() throws IOException {
        Path deep = folder.resolve("d");
        for (int i = 0; i < 1000; i++) {
            deep = deep.resolve("d");
        }
        Files.createDirectories(deep);
        Files.writeString(deep.resolve("f"), "deep");

        assertThat(paths(all().include("d/**"))).containsExactly("d/".repeat(1001) + "f");
    }

    @Test
    void filesThatStayAsTheyAreAreNotCopied() {
        Artifact artifact = artifact().add(all().include("a.csv").policy(FilePolicy.IMMUTABLE));

        ArtifactEntry entry = artifact.manifest().entries().get(0);
        assertThat(entry.localPath()).contains(folder.resolve("a.csv"));
        assertThat(dir.resolve("store")).doesNotExist();
    }

    @Test
    void streamsBecomeFilesWhenTheyAreClosed() throws IOException {
        Artifact artifact = artifact();
        try (OutputStream out = artifact.newFile("notes/a.txt")) {
            out.write("hello".getBytes(StandardCharsets.UTF_8));
            assertThat(artifact.manifest().entries()).isEmpty();
        }

        assertThat(artifact.entryDigest("notes/a.txt")).isEqualTo("XUFAKrxLKna5cZ2REBfFkg==");
        artifact.remove("notes");
        assertThat(artifact.manifest().entries()).isEmpty();
        assertThatThrownBy(() -> artifact.remove("notes")).isInstanceOf(UsageException.class);
    }

    @Test
    void aStreamThatCouldNotBeWrittenBecomesNoFile() throws IOException {
        Artifact artifact = artifact();
        OutputStream out = artifact.newFile("a");
        out.write(1);

        Thread.currentThread().interrupt(); // as good as a disk that is full
        assertThatThrownBy(() -> out.write(2)).isInstanceOf(IOException.class);
        assertThat(Thread.interrupted()).isTrue();
        out.close();

        assertThat(artifact.manifest().entries()).isEmpty();
        assertThat(dir.resolve("store/artifacts/staging")).isEmptyDirectory();
    }

    @Test
    void anotherFileReplacesOneOnlyIfAskedTo() throws IOException {
        Artifact artifact = artifact().add(all().include("a.csv"));
        Files.writeString(folder.resolve("a.csv"), "changed");

        assertThatThrownBy(() -> artifact.add(all().include("a.csv"))).hasMessageContaining("already");
        artifact.add(all().include("a.csv").replacing());
        assertThat(artifact.manifest().entries().get(0).size()).isEqualTo(7);
    }

    private FileSelection all() {
        return FileSelection.of(folder);
    }

    private Artifact artifact() {
        return Artifact.create(
                "a", "dataset", Settings.builder().dataDir(dir.resolve("store")).build());
    }

    private List<String> paths(FileSelection selection) {
        return artifact().add(selection).manifest().entries().stream()
                .map(ArtifactEntry::path)
                .toList();
    }
}
