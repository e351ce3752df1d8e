package io.wandb4j.internal.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Git itself says what it would ignore. */
class SourceTreeTest {
    private static final List<String> FILES = List.of(
            "A.java",
            "a.log",
            "keep.log",
            "src/B.java",
            "src/a.log",
            "src/gen/C.java",
            "gen/D.java",
            "docs/gen/E.java",
            "docs/x/y/F.java",
            "docs/F.java",
            "sp ace.java",
            "t1.java",
            "t2.java",
            "ta.java",
            "#hash.java",
            "!mark.java",
            "deep/a/b/c.java",
            "deep/a/c.java");

    @TempDir
    Path dir;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*.log",
                "*.log\n!keep.log",
                "gen",
                "gen/",
                "/gen",
                "src/gen",
                "docs/**/F.java",
                "docs/**",
                "**/gen",
                "deep/a/**\n!deep/a/c.java",
                "t[12].java",
                "t[!12].java",
                "t[a-z].java",
                "t?.java",
                "\\#hash.java",
                "\\!mark.java",
                "# A.java",
                "A.java   ",
                "sp ace.java",
                "*\n!*.java",
                "*\n!*/\n!*.java",
                "deep\n!deep/a/c.java",
                "/*\n!/src"
            })
    void agreesWithGit(String rules) throws Exception {
        Git git = repository();
        Files.writeString(dir.resolve(".gitignore"), rules + "\n");

        assertThat(names(dir)).isEqualTo(listed(git));
    }

    @Test
    void innerRulesWinAndOuterOnesReachIn() throws Exception {
        Git git = repository();
        Files.writeString(dir.resolve(".gitignore"), "*.log\nc.java\n");
        Files.writeString(dir.resolve("src/.gitignore"), "!a.log\n/B.java\n");
        Files.writeString(dir.resolve(".git/info/exclude"), "A.java\n");

        assertThat(names(dir)).isEqualTo(listed(git));
        assertThat(names(dir.resolve("deep"))).isEmpty();
    }

    @Test
    void hasRulesOfItsOwn() throws Exception {
        repository();
        Files.writeString(dir.resolve(".wandbignore"), "docs/\n");
        Files.createDirectories(dir.resolve("wandb/run-1"));
        Files.writeString(dir.resolve("wandb/run-1/Copy.java"), "");
        Files.writeString(dir.resolve("pom.xml"), "");
        Files.createDirectories(dir.resolve("target/generated-sources"));
        Files.writeString(dir.resolve("target/generated-sources/Made.java"), "");

        assertThat(names(dir))
                .contains("src/B.java")
                .noneMatch(name -> name.startsWith("docs") || name.startsWith("wandb") || name.startsWith("target"));
    }

    private Git repository() throws Exception {
        Git git = Git.init(dir);
        for (String file : FILES) {
            Files.createDirectories(dir.resolve(file).getParent());
            Files.writeString(dir.resolve(file), "");
        }
        return git;
    }

    private List<String> names(Path root) throws Exception {
        return new SourceTree(root)
                .files(file -> true).stream()
                        .map(file -> dir.relativize(file).toString())
                        .sorted()
                        .toList();
    }

    private static List<String> listed(Git git) throws Exception {
        String output = git.run("ls-files", "--others", "--exclude-standard", "-z");
        return Arrays.stream(output.split("\0"))
                .filter(name -> !name.isEmpty())
                .sorted()
                .toList();
    }
}
