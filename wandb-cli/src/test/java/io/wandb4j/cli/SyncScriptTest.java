package io.wandb4j.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.Wandb;
import io.wandb4j.errors.WandbException;
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
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
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
                    .isEqualTo(new Outcome(
                            0,
                            "",
                            "wandb: Skipped 1 synced run(s). Include with --no-skip-synced.\n"
                                    + "wandb: No runs to sync.\n"));
            assertThat(run(server, "", script, "clean", "--yes", "--min-hours", "0")
                            .err())
                    .endsWith("wandb: Success.\n");
            assertThat(run(server, "", script, "clean", "--yes").err())
                    .isEqualTo("wandb: Found no runs to clean up.\n");
        }
    }

    @Test
    void followsARunThatIsBeingWrittenAndGoesOnAfterCtrlC() throws Exception {
        try (LocalServer server = LocalServer.start(dir.resolve("server"));
                Api api = Api.connect(LocalLogin.at(server));
                Run run = Wandb.init(Settings.builder()
                        .mode(Mode.OFFLINE)
                        .project("demo")
                        .id("live")
                        .rootDir(dir.resolve("written"))
                        .silent(true)
                        .build())) {
            List<String> follow = List.of(
                    installScript().toString(),
                    "sync",
                    "--live",
                    run.dir().orElseThrow().toString());
            log(run, 0, 5);
            Process first = builder(server, CtrlC.minding(follow))
                    .redirectError(dir.resolve("err").toFile())
                    .start();
            awaitRows(api, 5);
            new ProcessBuilder("kill", "-INT", String.valueOf(first.pid()))
                    .start()
                    .waitFor();
            assertThat(first.waitFor()).isEqualTo(128 + 2);
            assertThat(api.run("demo/live").state()).isEqualTo("running");

            Process second = builder(server, follow)
                    .redirectError(dir.resolve("err").toFile())
                    .start();
            log(run, 5, 10);
            awaitRows(api, 10);
            run.finish(0);
            assertThat(second.waitFor()).isZero();
            // all rows, if the first one was ended before it could note that its rows had arrived
            assertThat(Files.readString(dir.resolve("err"), UTF_8))
                    .containsPattern("wandb: Synced 1 run\\(s\\), (5|10) row\\(s\\)\\.\n$");
            assertThat(api.run("demo/live").state()).isEqualTo("finished");
            assertThat(api.run("demo/live").details().rowCount()).isEqualTo(10);
        }
    }

    private static void log(Run run, int from, int to) {
        for (int i = from; i < to; i++) {
            run.log(Map.of("i", i));
        }
    }

    private static void awaitRows(Api api, int rows) {
        long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        long there = 0;
        while (there < rows && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            try {
                there = api.run("demo/live").details().rowCount();
            } catch (WandbException e) {
                there = 0; // nobody has made it yet
            }
        }
        assertThat(there).isEqualTo(rows);
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

    private ProcessBuilder builder(LocalServer server, List<String> command) throws IOException {
        Path work = Files.createDirectories(dir.resolve("work"));
        Path home = Files.createDirectories(dir.resolve("home"));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().retainAll(Set.of("PATH"));
        builder.environment()
                .putAll(Map.of(
                        "HOME", home.toString(),
                        "JAVA_HOME", System.getProperty("java.home"),
                        "JDK_JAVA_OPTIONS", "-Duser.home=" + home,
                        "WANDB_BASE_URL", server.url(),
                        "WANDB_API_KEY", server.apiKey(),
                        "WANDB_X_FILE_STREAM_TRANSMIT_INTERVAL", "0.2"));
        return builder.directory(work.toFile());
    }

    private Outcome run(LocalServer server, String input, String... command) throws IOException, InterruptedException {
        Path in = Files.writeString(dir.resolve("in"), input);
        Path out = dir.resolve("out");
        Path err = dir.resolve("err");
        int code = builder(server, List.of(command))
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start()
                .waitFor();
        String errors = Files.readString(err, UTF_8).replaceFirst("NOTE: Picked up JDK_JAVA_OPTIONS.*\\R", "");
        return new Outcome(code, Files.readString(out, UTF_8), errors);
    }
}
