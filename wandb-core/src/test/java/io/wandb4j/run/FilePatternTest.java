package io.wandb4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wandb4j.errors.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilePatternTest {
    @TempDir
    Path dir;

    @BeforeEach
    void makeFiles() throws IOException {
        for (String name :
                List.of("a/one.txt", "a/two.txt", "a/x]y.txt", "a/.dot.txt", "b/one.txt", "b/deep/one.txt")) {
            Files.createDirectories(dir.resolve(name).getParent());
            Files.createFile(dir.resolve(name));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a/one.txt,      a/one.txt",
        "a/*.txt,        a/one.txt a/two.txt a/x]y.txt",
        "*/one.txt,      a/one.txt b/one.txt",
        "a/.*,           a/.dot.txt",
        "a/?[nw][!o].txt, a/one.txt",
        "a/[!o]*.txt,    a/two.txt a/x]y.txt",
        "a/x[]]y.txt,    a/x]y.txt",
        "a/[z-a]ne.txt,  ''",
        "a/[one.txt,     ''",
        "*,              ''",
        "**/one.txt,     a/one.txt b/one.txt",
        "a/../b/*.txt,   b/one.txt",
        "*/../b/o*,      b/one.txt",
        "b//./*.txt,     b/one.txt",
        "c/*,            ''"
    })
    void findsWhatPythonsGlobFinds(String glob, String names) throws IOException {
        List<Path> files = names.isEmpty()
                ? List.of()
                : List.of(names.split(" ")).stream().map(dir::resolve).toList();
        assertThat(FilePattern.of(dir + "/" + glob).files()).isEqualTo(files);
    }

    @Test
    void anAbsolutePatternKeepsOneFolder() {
        String glob = dir + "/a/*.txt";
        assertThat(FilePattern.of(glob).defaultBase(glob)).isEqualTo(dir);
        String file = dir + "/b/deep/one.txt";
        assertThat(FilePattern.of(file).defaultBase(file)).isEqualTo(dir.resolve("b"));
    }

    @Test
    void aRelativePatternKeepsAllFolders() {
        assertThat(FilePattern.of("src/*").defaultBase("src/*"))
                .isEqualTo(Path.of("").toAbsolutePath());
    }

    /** Like the official client, which wants to keep people from saving whole folders by mistake. */
    @ParameterizedTest
    @CsvSource({"b/one.txt", "a/../b/*", "*/one.txt", "a", "a/*", "ab/one.txt"})
    void refusesWhatLiesOutsideOfTheBasePathOrIsAllOfIt(String glob) {
        FilePattern pattern = FilePattern.of(dir + "/" + glob);
        assertThatThrownBy(() -> pattern.checkBelow(dir.resolve("a")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("cannot save " + dir)
                .hasMessageContaining("base path");
    }
}
