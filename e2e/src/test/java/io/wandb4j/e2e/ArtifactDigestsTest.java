package io.wandb4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wandb4j.artifact.Artifact;
import io.wandb4j.artifact.ArtifactEntry;
import io.wandb4j.artifact.Manifest;
import io.wandb4j.server.LocalServer;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same files have the same digests here and in the official client. */
class ArtifactDigestsTest {
    private static final int TREES = 8;
    // Beyond the basic plane the order of UTF-16, in which Java compares, is not that of UTF-8.
    private static final List<String> NAMES = List.of(
            "a",
            "B",
            "model.bin",
            "with space",
            "ü",
            "\uFF41",
            "\uD83D\uDE00",
            "\uD835\uDD18",
            ".hidden",
            "a-b",
            "a.b");

    @TempDir
    Path dir;

    @Test
    void randomTreesHaveTheDigestsOfTheOfficialClient() throws Exception {
        Path trees = Files.createDirectories(dir.resolve("trees"));
        for (int seed = 0; seed < TREES; seed++) {
            grow(new Random(seed), Files.createDirectories(trees.resolve("tree-" + seed)), 0);
        }
        String output;
        try (LocalServer server = LocalServer.start(dir.resolve("server"))) {
            output = PythonClient.of(server, dir).run("artifact_digests.py", trees.toString());
        }
        JsonNode expected = new ObjectMapper()
                .readTree(output.lines()
                        .filter(line -> line.startsWith("{"))
                        .findFirst()
                        .orElseThrow());
        for (int seed = 0; seed < TREES; seed++) {
            assertSame(manifest(trees.resolve("tree-" + seed)), expected.path("tree-" + seed));
        }
    }

    private Manifest manifest(Path tree) {
        Settings settings = Settings.builder().dataDir(dir.resolve("data")).build();
        return Artifact.create("digests", "dataset", settings)
                .addDirectory(tree)
                .manifest();
    }

    private static void assertSame(Manifest manifest, JsonNode expected) {
        assertThat(manifest.entries()).hasSize(expected.path(1).size());
        for (ArtifactEntry entry : manifest.entries()) {
            assertThat(expected.path(1).path(entry.path()).path(0).asText())
                    .as(entry.path())
                    .isEqualTo(entry.digest());
            assertThat(expected.path(1).path(entry.path()).path(1).asLong()).isEqualTo(entry.size());
        }
        assertThat(manifest.digest()).isEqualTo(expected.path(0).asText());
    }

    private static void grow(Random random, Path folder, int depth) throws IOException {
        for (String name : NAMES) {
            if (random.nextInt(3) == 0 && depth < 3) {
                grow(random, Files.createDirectories(folder.resolve(name)), depth + 1);
            } else if (random.nextBoolean()) {
                byte[] content = new byte[random.nextInt(4) * random.nextInt(50_000)];
                random.nextBytes(content);
                Files.write(folder.resolve(name), content);
            }
        }
    }
}
