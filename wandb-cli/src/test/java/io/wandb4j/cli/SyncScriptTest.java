package io.wandb4j.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.Wandb;
import io.wandb4j.query.Api;
import io.wandb4j.query.StoredRun;
import io.wandb4j.run.Run;
import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a new user does: a program logs offline and is killed, then the script sends it, from a shell with nothing set up. */
@DisabledOnOs(OS.WINDOWS)
class SyncScriptTest {
    private static final int KILLED = 9;

    @TempDir
    Path dir;

    /** Logs five rows and dies without an end. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] args) {
            Settings settings = Settings.builder()
                    .mode(Mode.OFFLINE)
                    .project("demo")
                    .id("abc")
                    .build();
            Run run = Wandb.init(settings);
            for (int i = 0; i < 5; i++) {
                run.log(Map.of("i", i));
            }
            Runtime.getRuntime().halt(KILLED);
        }
    }

    @Test
    void sendsWhatAKilledProgramLoggedOfflineOnceTheUserAgrees() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        try (LocalServer server = LocalServer.start(dir.resolve("server"));
                Api api = Api.connect(LocalLogin.at(server))) {
            assertThat(run(server, "", java, "-cp", System.getProperty("java.class.path"), Victim.class.getName())
                            .code())
                    .isEqualTo(KILLED);
            String script = installScript().toString();

            Outcome sync = run(server, "y\n", script, "sync");

            assertThat(sync.code()).as(sync.err()).isZero();
            assertThat(sync.err().lines().map(line -> line.replaceFirst("run-\\d+_\\d+-", "run-TIME-")
                            .replaceFirst("run \\S+ at", "run NAME at")))
                    .containsExactly(
                            "wandb: Syncing 1 run(s):",
                            "wandb:   wandb/offline-run-TIME-abc/run-abc.wandb",
                            "wandb: Sync the listed runs? [y/n] ",
                            "wandb: [demo/abc] View run NAME at " + server.url() + "/local/demo/runs/abc",
                            "wandb: [demo/abc] The process of the run died: the run is marked as failed.",
                            "wandb: [demo/abc] Finished syncing wandb/offline-run-TIME-abc",
                            "wandb: Synced 1 run(s), 5 row(s).");
            StoredRun stored = api.run("demo/abc");
            assertThat(stored.state()).isEqualTo("failed");
            assertThat(stored.details().rowCount()).isEqualTo(5);
            assertThat(run(server, "y\n", script, "sync"))
                    .isEqualTo(
                            new Outcome(
                                    0,
                                    "",
                                    "wandb: Skipped 1 synced run(s). Include with --no-skip-synced.\nwandb: No runs to sync.\n"));
            assertThat(run(server, "", script, "clean", "--yes", "--min-hours", "0")
                            .err())
                    .endsWith("wandb: Success.\n");
            assertThat(run(server, "", script, "clean", "--yes").err())
                    .isEqualTo("wandb: Found no runs to clean up.\n");
        }
    }

    /** The script in a repository of its own whose jar points at the classes under test. */
    private Path installScript() throws IOException {
        Path script = Files.createDirectories(dir.resolve("repository")).resolve("wandb4j");
        Files.copy(Path.of("..", "wandb4j"), script);
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Wandb4j.class.getName());
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                                .map(entry -> Path.of(entry).toUri().toString())
                                .collect(Collectors.joining(" ")));
        Path jar = Files.createDirectories(dir.resolve("repository/wandb-cli/target"))
                .resolve("wandb4j.jar");
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
        return script;
    }

    private Outcome run(LocalServer server, String input, String... command) throws IOException, InterruptedException {
        Path work = Files.createDirectories(dir.resolve("work"));
        Path home = Files.createDirectories(dir.resolve("home"));
        ProcessBuilder builder = new ProcessBuilder(List.of(command));
        builder.environment().keySet().retainAll(Set.of("PATH"));
        builder.environment()
                .putAll(Map.of(
                        "HOME", home.toString(),
                        "JAVA_HOME", System.getProperty("java.home"),
                        "JDK_JAVA_OPTIONS", "-Duser.home=" + home,
                        "WANDB_BASE_URL", server.url(),
                        "WANDB_API_KEY", server.apiKey()));
        Path in = Files.writeString(dir.resolve("in"), input);
        Path out = dir.resolve("out");
        Path err = dir.resolve("err");
        int code = builder.directory(work.toFile())
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start()
                .waitFor();
        String errors = Files.readString(err, UTF_8).replaceFirst("NOTE: Picked up JDK_JAVA_OPTIONS.*\\R", "");
        return new Outcome(code, Files.readString(out, UTF_8), errors);
    }
}
