package io.wandb4j.internal.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found out of a program: its arguments, its source. */
class ProgramTest {
    @TempDir
    Path dir;

    @Test
    void argumentsAreWhatFollowsTheMainClass() {
        List<String> all = List.of("-Xmx1g", "-cp", "a b.jar", "org.example.Main", "--name", "two words", "");
        assertThat(ProgramArguments.of("org.example.Main --name two words ", all))
                .containsExactly("--name", "two words", "");
        assertThat(ProgramArguments.of("app.jar", List.of("-jar", "app.jar"))).isEmpty();
    }

    @Test
    void argumentsAreSplitAtSpacesWhereNothingMoreIsKnown() {
        assertThat(ProgramArguments.of("org.example.Main --name two words", List.of()))
                .containsExactly("--name", "two", "words");
        assertThat(ProgramArguments.of("", List.of())).isEmpty();
    }

    @Test
    void findsTheSourceOfAMainClassInTheModulesOfAProject() throws IOException {
        Path java = write("training/src/main/java/org/example/Train.java");
        Path kotlin = write("src/main/kotlin/org/example/Tool.kt");
        Path script = write("scripts/Once.java");

        assertThat(SourceFile.of("org.example.Train", List.of(dir))).contains(java);
        assertThat(SourceFile.of("some.module/org.example.Train$Inner", List.of(dir)))
                .contains(java);
        assertThat(SourceFile.of("org.example.ToolKt", List.of(dir))).contains(kotlin);
        assertThat(SourceFile.of(script.toString(), List.of(dir))).contains(script);
        assertThat(SourceFile.of("scripts/Once.java", List.of(dir))).contains(script);
        assertThat(SourceFile.of("org.example.Nowhere", List.of(dir))).isEmpty();
        assertThat(SourceFile.of("app.jar", List.of(dir))).isEmpty();
        assertThat(SourceFile.of("<java>", List.of(dir))).isEmpty();
        assertThat(SourceFile.of("/etc/passwd", List.of(dir))).isEmpty();
    }

    private Path write(String name) throws IOException {
        Path file = dir.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "class A {}\n");
    }
}
