package io.wandb4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wandb4j.artifact.Artifact;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same files, references and metadata have the same digests and manifests here and in the official client. */
class ArtifactDigestsTest {
    private static final int TREES = 300;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path dir;

    @Test
    void randomTreesHaveTheManifestsOfTheOfficialClient() throws Exception {
        Path root = Files.createDirectories(dir.resolve("trees"));
        Map<String, RandomTree> trees = new LinkedHashMap<>();
        for (int seed = 0; seed < TREES; seed++) {
            trees.put("tree-" + seed, RandomTree.plant(root.resolve("tree-" + seed), seed));
        }
        Path out = dir.resolve("official.json");
        PythonClient.offline(dir).run("artifact_digests.py", root.toString(), out.toString());
        JsonNode official = JSON.readTree(out.toFile());

        Settings settings = Settings.builder().dataDir(dir.resolve("data")).build();
        for (Map.Entry<String, RandomTree> tree : trees.entrySet()) {
            assertSame(tree.getKey(), tree.getValue().artifact(settings), official.path(tree.getKey()));
        }
    }

    private static void assertSame(String name, Artifact artifact, JsonNode expected) throws IOException {
        JsonNode manifest = JSON.readTree(artifact.manifest().toJson());
        assertThat(withSizes(manifest)).as(name).isEqualTo(withSizes(expected.path("manifest")));
        assertThat(artifact.manifest().digest())
                .as(name)
                .isEqualTo(expected.path("digest").asText());
        assertThat(JSON.<JsonNode>valueToTree(artifact.metadata()).toString())
                .as(name)
                .isEqualTo(expected.path("metadata").toString());
    }

    /** Where the official client knows no size, it writes none here, and 0 into the file that it uploads. */
    private static JsonNode withSizes(JsonNode manifest) {
        for (JsonNode entry : manifest.path("contents")) {
            ObjectNode node = (ObjectNode) entry;
            node.put("size", entry.path("size").asLong());
        }
        return manifest;
    }
}
