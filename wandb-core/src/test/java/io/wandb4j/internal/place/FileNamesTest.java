package io.wandb4j.internal.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wandb4j.artifact.Artifact;
import io.wandb4j.artifact.ArtifactEntry;
import io.wandb4j.artifact.FilePolicy;
import io.wandb4j.artifact.FileSelection;
import io.wandb4j.errors.UsageException;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Names of files in a Java that knows ASCII only: in a process of its own, since nobody can change that later. */
@EnabledOnOs(OS.LINUX)
class FileNamesTest {
    private static final List<String> NAMES = List.of(
            "a", "gr\u00fc\u00dfe/\u65e5\u672c", "100%25 \u0627", "\ud83d\ude00", "\ufffd", "\u00e9", "e\u0301");

    @TempDir
    Path dir;

    @Test
    void namesAreReadAndWrittenInAnyLocale() throws IOException, InterruptedException {
        for (String locale : List.of("C", "C.UTF-8")) {
            Path folder = Files.createDirectories(dir.resolve(locale));
            ProcessBuilder program = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            FileNamesTest.class.getName(),
                            folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(dir.resolve("output").toFile());
            program.environment().put("LC_ALL", locale);

            assertThat(program.start().waitFor())
                    .as(locale + ": " + Files.readString(dir.resolve("output"), StandardCharsets.ISO_8859_1))
                    .isZero();
            assertThat(Files.readAllLines(folder.resolve("read")))
                    .containsExactlyElementsOf(NAMES.stream().sorted().toList());
        }
    }

    /** Writes files of these names into a folder, and says what it reads there. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Path files = folder.resolve("files");
        for (String name : NAMES) {
            Path file = FileNames.below(files, name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
        }
        Settings settings = Settings.builder().dataDir(folder.resolve("data")).build();
        List<String> read = new ArrayList<>();
        for (FilePolicy policy : FilePolicy.values()) {
            Artifact artifact = Artifact.create("a", "dataset", settings)
                    .add(FileSelection.of(files).policy(policy))
                    .addReference("file://" + files, "references");
            List<ArtifactEntry> entries = artifact.manifest().entries();
            for (String name : NAMES) {
                ArtifactEntry entry = artifact.manifest().entry(name).orElseThrow();
                Path copy = Path.of(entry.localPath().orElseThrow().toString());
                read.add(Files.readString(copy));
                ArtifactEntry reference =
                        artifact.manifest().entry("references/" + name).orElseThrow();
                if (!reference.digest().equals(entry.digest()) || entries.size() != 2 * NAMES.size()) {
                    throw new IllegalStateException(entry + " is not " + reference);
                }
            }
        }
        Files.write(folder.resolve("read"), read.stream().distinct().sorted().toList());
    }

    @Test
    void namesThatAreNoTextAreRefused() throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("bash", "-c", "printf x > \"$0\"/$'b\\xff'", dir.toString())
                        .start()
                        .waitFor())
                .isZero();

        assertThatThrownBy(() -> Artifact.create("a", "dataset").addDirectory(dir))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("'b%FF' is not UTF-8");
    }
}
