package io.wandb4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.wandb4j.Wandb;
import io.wandb4j.artifact.Artifact;
import io.wandb4j.artifact.ArtifactCache;
import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.query.Api;
import io.wandb4j.query.StoredRun;
import io.wandb4j.run.Run;
import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Artifacts that one client logs to the local server, and another reads. */
class ArtifactExchangeTest {

    @TempDir
    Path dir;

    private LocalServer server;
    private Path files;

    @BeforeEach
    void start() throws IOException {
        server = LocalServer.start(dir.resolve("server"));
        files = Files.createDirectories(dir.resolve("files/deep")).getParent();
        Files.writeString(files.resolve("weights.txt"), "weights");
        Files.writeString(files.resolve("deep/note ü 100%.txt"), "grüße");
        Files.writeString(files.resolve("empty"), "");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aVersionComesBackWithItsFilesAndNames() throws Exception {
        log("first", "best");
        Files.writeString(files.resolve("weights.txt"), "better weights");
        log("second", "best");
        log("third");

        try (Run run = Wandb.init(settings().id("reader").build());
                Api api = Api.connect(settings().build())) {
            ArtifactVersion used = run.useArtifact("net:best");
            assertThat(used.version()).isEqualTo("v1");
            assertThat(used.aliases()).containsExactlyInAnyOrder("best", "latest");
            Path fetched = used.download(dir.resolve("fetched"));
            assertThat(fetched.resolve("weights.txt")).hasContent("better weights");
            assertThat(fetched.resolve("deep/note ü 100%.txt")).hasContent("grüße");
            assertThat(run.useArtifact("net:v0").download(dir.resolve("old")).resolve("weights.txt"))
                    .hasContent("weights");
            assertThat(api.artifactVersions("model", "net"))
                    .extracting(ArtifactVersion::version)
                    .containsExactly("v1", "v0");
            assertThat(versions(api.run("second").loggedArtifacts())).containsExactly("net:v1");
            assertThat(versions(api.run("third").loggedArtifacts()))
                    .as("the same contents are the same version")
                    .containsExactly("net:v1");
            assertThat(versions(api.run("reader").usedArtifacts())).containsExactly("net:v1", "net:v0");
        }
    }

    @Test
    void bothClientsReadWhatTheOtherLogged() throws Exception {
        PythonClient python = PythonClient.of(server, Files.createDirectories(dir.resolve("home")));
        log("first", "best");

        python.run("artifact_exchange.py", server.entity() + "/exchange/net:best", files.toString());

        try (Run run = Wandb.init(settings().id("reader").build());
                Api api = Api.connect(settings().build())) {
            ArtifactVersion theirs = run.useArtifact("from-python");
            Path fetched = theirs.download(dir.resolve("fetched"));
            theirs.verify(fetched);
            assertThat(api.usedBy(theirs)).extracting(StoredRun::id).containsExactly("reader");
            assertThat(run.logArtifact(Artifact.create("from-python", "dataset").addDirectory(files))
                            .get())
                    .as("both clients compute the same digest")
                    .isEqualTo(theirs);
            assertThat(fetched.resolve("weights.txt")).hasContent("weights");
            assertThat(fetched.resolve("deep/note ü 100%.txt")).hasContent("grüße");
            assertThat(api.artifact("net:seen").version()).isEqualTo("v0");
        }
    }

    @Test
    void processesShareACacheThatIsTidiedUpMeanwhile() throws Exception {
        logMany();

        List<String> ascii = new ArrayList<>(List.of("env", "LC_ALL=C")); // no name needs to be of its locale
        ascii.addAll(Killer.java(ArtifactVictim.class));
        List<Process> readers = List.of(
                reader("ours", Killer.java(ArtifactVictim.class), "download"), reader("theirs", ascii, "download"));
        while (readers.stream().anyMatch(Process::isAlive)) {
            ArtifactCache.in(dir.resolve("shared")).cleanUp(200, false);
            readers.get(0).waitFor(20, TimeUnit.MILLISECONDS);
        }

        assertRead(readers.get(0), "ours");
        assertRead(readers.get(1), "theirs");
    }

    @Test
    void bothClientsFillOneCacheAtOnce() throws Exception {
        PythonClient python = PythonClient.of(server, dir);
        logMany();

        Process official = reader("official", python.command("artifact_get.py"));
        Process ours = reader("ours", Killer.java(ArtifactVictim.class), "download");

        assertRead(ours, "ours");
        assertRead(official, "official");
    }

    private void logMany() throws Exception {
        for (int i = 0; i < 100; i++) {
            Files.writeString(files.resolve("many " + i), "content " + i);
        }
        log("many");
    }

    /** A process that downloads into a folder of this name, through the shared cache. */
    private Process reader(String root, List<String> program, String... first) throws IOException {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(first));
        command.addAll(List.of(
                server.entity() + "/exchange/net:latest", dir.resolve(root).toString(), dir.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve(root + ".log").toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("WANDB_"));
        builder.environment().put("WANDB_BASE_URL", server.url());
        builder.environment().put("WANDB_API_KEY", server.apiKey());
        builder.environment().put("WANDB_CACHE_DIR", dir.resolve("shared").toString());
        builder.environment().put("HOME", dir.toString());
        return builder.start();
    }

    private void assertRead(Process reader, String root) throws Exception {
        assertThat(reader.waitFor())
                .as(Files.readString(dir.resolve(root + ".log")))
                .isZero();
        try (Api api = Api.connect(settings().build())) {
            api.artifact("net:latest").verify(dir.resolve(root));
        }
    }

    private void log(String run, String... aliases) throws Exception {
        try (Run opened = Wandb.init(settings().id(run).build())) {
            Artifact artifact = Artifact.create("net", "model")
                    .metadata(Map.of("epochs", 2))
                    .tags("from java")
                    .addDirectory(files);
            opened.logArtifact(artifact, aliases).get();
        }
    }

    private static List<String> versions(List<ArtifactVersion> artifacts) {
        return artifacts.stream().map(ArtifactVersion::nameAndVersion).toList();
    }

    private Settings.Builder settings() {
        return Settings.builder()
                .baseUrl(server.url())
                .apiKey(server.apiKey())
                .entity(server.entity())
                .project("exchange")
                .rootDir(dir)
                .dataDir(dir.resolve("data"))
                .cacheDir(dir.resolve("cache"))
                .silent(true);
    }
}
