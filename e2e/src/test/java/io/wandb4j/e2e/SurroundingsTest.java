package io.wandb4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wandb4j.Wandb;
import io.wandb4j.run.Run;
import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both clients record a run in the same repository on the same machine: what they say of both is the same. */
class SurroundingsTest {
    private static final JsonMapper JSON = new JsonMapper();

    /** What only one language has; and the host's own name for itself, which a container may have two of. */
    private static final Set<String> OFFICIAL_ONLY =
            Set.of("python", "program", "executable", "codePath", "codePathLocal", "args");

    @TempDir
    Path dir;

    private Path repository;

    @BeforeEach
    void makeRepository() throws Exception {
        Path origin = Files.createDirectory(dir.resolve("origin"));
        git(origin, "init", "-q", "-b", "main");
        Files.writeString(origin.resolve("train.py"), "print('one')\n");
        Files.writeString(origin.resolve("Train.java"), "class Train {}\n");
        Files.writeString(origin.resolve(".gitignore"), "wandb/\n");
        commit(origin, "first");
        repository = dir.resolve("repository");
        git(dir, "clone", "-q", origin.toString(), repository.toString());
        Files.writeString(repository.resolve("train.py"), "print('two')\n");
        commit(repository, "second");
        Files.writeString(repository.resolve("train.py"), "print('three')\n");
        git(repository, "remote", "set-url", "origin", "https://example.org/ada/repo.git");
    }

    @Test
    void bothClientsTellTheSame() throws Exception {
        try (LocalServer server = LocalServer.start(dir.resolve("server"))) {
            PythonClient python = PythonClient.of(server, dir);
            String path = record(server);
            Path answer = dir.resolve("answer.json");
            python.run("surroundings.py", path, repository.toString(), answer.toString());
            JsonNode official = JSON.readTree(answer.toFile()).path("official");
            JsonNode java = JSON.readTree(answer.toFile()).path("java");

            assertThat(eventKeys(java))
                    .containsAll(eventKeys(official))
                    .contains("system.queue", "system.jvm.heap.usedMB");
            assertThat(java.path("system").path("system.queue").asInt()).isEqualTo(7);
            assertThat(java.path("events").get(0).path("_runtime").asDouble()).isBetween(0.0, 60.0);
            checkMetadata(official.path("metadata"), java.path("metadata"));
            assertThat(java.path("commit")).isEqualTo(official.path("commit"));
            assertThat(java.path("commit").asText()).hasSize(40);
            assertThat(names(java.path("patches")))
                    .isEqualTo(names(official.path("patches")))
                    .hasSize(3);
            for (String name : names(java.path("patches"))) {
                if (name.endsWith(".patch")) {
                    assertThat(java.path("patches").path(name))
                            .isEqualTo(official.path("patches").path(name));
                }
            }
            assertThat(java.path("patches").path("requirements.txt").asText()).contains("jackson-databind==");
            assertThat(java.path("files").toString()).contains("code/Train.java");
        }
    }

    private String record(LocalServer server) throws InterruptedException {
        Settings settings = Settings.builder()
                .baseUrl(server.url())
                .apiKey(server.apiKey())
                .project("surroundings")
                .program("Train.java")
                .rootDir(repository)
                .dataDir(dir.resolve("data"))
                .statsInterval(Duration.ofMillis(100))
                .silent(true)
                .build();
        CountDownLatch twice = new CountDownLatch(2);
        try (Run run = Wandb.init(settings)) {
            run.addSystemMetric("queue", () -> {
                twice.countDown();
                return 7;
            });
            run.log(Map.of("x", 1));
            assertThat(twice.await(3, TimeUnit.MINUTES)).isTrue();
            return run.entity() + "/" + run.project() + "/" + run.id();
        }
    }

    private static void checkMetadata(JsonNode official, JsonNode java) {
        Set<String> expected = names(official);
        expected.removeAll(OFFICIAL_ONLY);
        assertThat(names(java)).containsAll(expected);
        for (String key : List.of("git", "cpu_count", "cpu_count_logical", "memory", "root", "email", "gpu", "slurm")) {
            assertThat(java.path(key)).as(key).isEqualTo(official.path(key));
        }
        assertThat(java.path("disk").path("/").path("total"))
                .isEqualTo(official.path("disk").path("/").path("total"));
        assertThat(java.path("java").path("version").asText()).isEqualTo(System.getProperty("java.runtime.version"));
    }

    private static Set<String> eventKeys(JsonNode run) {
        Set<String> keys = new TreeSet<>();
        run.path("events").forEach(event -> event.properties().stream()
                .filter(entry -> !entry.getValue().isNull())
                .forEach(entry -> keys.add(entry.getKey())));
        return keys;
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void commit(Path folder, String message) throws IOException, InterruptedException {
        git(folder, "add", ".");
        git(folder, "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "-q", "-m", message);
    }

    private static void git(Path folder, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
    }
}
