package io.wandb4j.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script of the repository, copied into another one whose jar points at the classes under test. */
@DisabledOnOs(OS.WINDOWS)
class ScriptTest {
    @TempDir
    Path dir;

    private Path script;
    private Path jar;

    @BeforeEach
    void copyScript() throws IOException {
        script = Files.createDirectories(dir.resolve("a repository")).resolve("wandb4j");
        jar = dir.resolve("a repository/wandb-cli/target/wandb4j.jar");
        Files.copy(Path.of("..", "wandb4j"), script);
        script.toFile().setExecutable(true);
    }

    @Test
    void runsTheCommandLineFromAnyFolder() throws Exception {
        writeJar(jar);

        Outcome outcome = run(script, "--version");

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).startsWith("wandb4j ");
        assertThat(outcome.code()).isZero();
    }

    @Test
    void runsThroughALink() throws Exception {
        writeJar(jar);
        Path relative = Files.createSymbolicLink(dir.resolve("first"), Path.of("a repository/wandb4j"));
        Path absolute = Files.createSymbolicLink(dir.resolve("second"), relative);

        assertThat(run(absolute, "--version").out()).startsWith("wandb4j ");
    }

    @Test
    void handsOnArgumentsAndExitCode() throws Exception {
        writeJar(jar);

        Outcome outcome = run(script, "no such command");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).hasLineCount(1).contains("'no such command'");
    }

    @Test
    void buildsTheJarIfThereIsNone() throws Exception {
        Path built = writeJar(dir.resolve("built.jar"));
        writeMaven("echo \"$@\" > '" + dir.resolve("asked") + "'; mkdir -p '" + jar.getParent() + "'; cp '" + built
                + "' '" + jar + "'");

        Outcome outcome = run(script, "--version");

        assertThat(outcome.out()).startsWith("wandb4j ");
        assertThat(outcome.err()).contains("not built yet");
        assertThat(Files.readString(dir.resolve("asked"))).contains("package").contains("-pl wandb-cli -am");
    }

    @Test
    void failsWhenTheBuildFails() throws Exception {
        writeMaven("exit 1");

        assertThat(run(script, "--version").code()).isEqualTo(1);
    }

    private Path writeJar(Path path) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Wandb4j.class.getName());
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath());
        Files.createDirectories(path.getParent());
        try (OutputStream out = Files.newOutputStream(path)) {
            new JarOutputStream(out, manifest).close();
        }
        return path;
    }

    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toUri().toString())
                .collect(Collectors.joining(" "));
    }

    private void writeMaven(String line) throws IOException {
        Path maven = Files.createDirectories(dir.resolve("bin")).resolve("mvn");
        Files.writeString(maven, "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Outcome run(Path command, String... args) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command.toString());
        builder.command().addAll(List.of(args));
        builder.environment().merge("PATH", dir.resolve("bin").toString(), (old, bin) -> bin + ":" + old);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Path out = dir.resolve("out");
        Path err = dir.resolve("err");
        Process process = builder.directory(dir.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        process.getOutputStream().close();
        int code = process.waitFor();
        return new Outcome(code, Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    }
}
