package io.wandb4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class Wandb4jTest {
    @Test
    void saysItsVersion() {
        assertThat(Outcome.of("--version").out()).startsWith("wandb4j ");
    }

    @Test
    void answersWhatItDoesNotUnderstandWithOneLineAndCodeTwo() {
        Outcome outcome = Outcome.of("fly");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).hasLineCount(1).contains("'fly'").contains("wandb4j --help");
    }

    @Test
    void asksForACommandWhenThereIsNone() {
        assertThat(Outcome.of()).isEqualTo(new Outcome(2, "", "wandb4j: name a command; see `wandb4j --help`\n"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelp(List<String> command) {
        List<String> args = new ArrayList<>(command);
        args.add("--help");

        Outcome outcome = Outcome.of(args.toArray(String[]::new));

        assertThat(outcome.code()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .startsWith("Usage: wandb4j"
                        + command.stream().map(word -> " " + word).reduce("", String::concat));
    }

    @Test
    void checksAServer(@TempDir Path dir) {
        try (LocalServer server = LocalServer.start(dir.resolve("server"))) {
            Outcome outcome = Outcome.of(LocalLogin.environment(server, dir), "verify");

            assertThat(outcome.code()).as(outcome.err()).isZero();
            assertThat(outcome.err())
                    .contains(
                            "Logged in as local", "Run: ", "Artifact: ", "Sweep: ", "All is well with " + server.url());
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void completesCommandsInBash(@TempDir Path dir) throws Exception {
        Path script = Files.writeString(
                dir.resolve("completion"), Outcome.of("generate-completion").out());

        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        ". " + script
                                + "; COMP_WORDS=(wandb4j swe); COMP_CWORD=1; _complete_wandb4j; echo ${COMPREPLY[@]}")
                .redirectErrorStream(true)
                .start();

        assertThat(bash.inputReader().lines()).containsExactly("sweep");
    }

    @Test
    void tellsIoErrorsInOneLine() {
        assertThat(ErrorLine.of(new UncheckedIOException(new AccessDeniedException("/x"))))
                .isEqualTo("/x: access denied");
        assertThat(ErrorLine.of(new IOException("disk\nfull"))).startsWith("IOException: disk; full");
    }

    static Stream<List<String>> commands() {
        return commands(Wandb4j.commandLine(Environment.ofProcess()), List.of());
    }

    private static Stream<List<String>> commands(CommandLine command, List<String> path) {
        return Stream.concat(
                Stream.of(path), command.getSubcommands().entrySet().stream().flatMap(sub -> {
                    List<String> longer = new ArrayList<>(path);
                    longer.add(sub.getKey());
                    return commands(sub.getValue(), longer);
                }));
    }
}
