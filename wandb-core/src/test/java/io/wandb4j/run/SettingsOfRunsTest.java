package io.wandb4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.Wandb;
import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.json.Json;
import io.wandb4j.settings.Environment;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import io.wandb4j.sync.RunLogs;
import io.wandb4j.sync.Sync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsOfRunsTest {
    @TempDir
    Path dir;

    private ScriptedServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void ignoredFilesStayHere() {
        try (Run run = Wandb.init(settings(Map.of("WANDB_IGNORE_GLOBS", "*.yaml,media/*/x")))) {
            run.log(Map.of("x", 1));
        }
        assertThat(server.uploads())
                .contains("/put/wandb-metadata.json", "/put/wandb-summary.json")
                .doesNotContain("/put/config.yaml");
    }

    @Test
    void ignoredFilesStayHereWhenARunIsSyncedToo() {
        try (Run run =
                Wandb.init(settings(Map.of()).toBuilder().mode(Mode.OFFLINE).build())) {
            run.log(Map.of("x", 1));
        }
        Sync sync = Sync.with(settings(Map.of("WANDB_IGNORE_GLOBS", "*.yaml")));
        RunLogs.find(RunLogs.folder(dir)).forEach(sync::send);
        assertThat(server.uploads()).contains("/put/wandb-summary.json").doesNotContain("/put/config.yaml");
    }

    @Test
    void theMetadataSayWhatTheSettingsSay() throws IOException {
        Map<String, String> variables = Map.of(
                "WANDB_DOCKER", "image@sha256:0",
                "WANDB_X_EXECUTABLE", "/opt/java",
                "WANDB_ARGS", "[\"--lr\", \"0.1\"]",
                "WANDB_PROGRAM", "Train.java",
                "WANDB_HOST", "node-7",
                "WANDB_USERNAME", "ada",
                "WANDB_USER_EMAIL", "ada@example.org");
        Path folder;
        try (Run run = Wandb.init(settings(variables))) {
            folder = run.dir().orElseThrow();
        }
        JsonNode metadata = Json.read(Files.readString(folder.resolve("files/wandb-metadata.json")));
        assertThat(metadata.path("docker").asText()).isEqualTo("image@sha256:0");
        assertThat(metadata.path("executable").asText()).isEqualTo("/opt/java");
        assertThat(metadata.path("args").toString()).isEqualTo("[\"--lr\",\"0.1\"]");
        assertThat(metadata.path("program").asText()).isEqualTo("Train.java");
        assertThat(metadata.path("host").asText()).isEqualTo("node-7");
        assertThat(metadata.path("username").asText()).isEqualTo("ada");
        assertThat(metadata.path("email").asText()).isEqualTo("ada@example.org");
        assertThat(server.upserts().get(0).path("program").asText()).isEqualTo("Train.java");
        assertThat(server.upserts().get(0).path("host").asText()).isEqualTo("node-7");
    }

    @Test
    void argumentsMustBeAList() {
        assertThatThrownBy(() -> settings(Map.of("WANDB_ARGS", "--lr 0.1")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("(from WANDB_ARGS) must be a JSON list of texts");
    }

    @Test
    void configFilesAreWeakerThanTheProgramAndALaterOneStronger() throws IOException {
        Path first = Files.writeString(
                dir.resolve("a.yaml"),
                "wandb_version: 1\nlr:\n  desc: the rate\n  value: 0.1\nseed:\n  value: 7\nlayers:\n  value: [1, 2]\n");
        Path second = Files.writeString(dir.resolve("b.yaml"), "seed: {value: 8}\nnone: {value: null}\n");
        Map<String, String> variables =
                Map.of("WANDB_CONFIG_PATHS", first + "," + second + "," + dir.resolve("gone.yaml"));
        try (Run run =
                Wandb.init(settings(variables).toBuilder().config("lr", 0.5).build())) {
            assertThat(run.config().get("seed")).isEqualTo(8);
        }
        JsonNode config = Json.read(server.upserts().get(0).path("config").asText());
        assertThat(config.at("/lr/value").asDouble()).isEqualTo(0.5);
        assertThat(config.at("/seed/value").asInt()).isEqualTo(8);
        assertThat(config.at("/layers/value").toString()).isEqualTo("[1,2]");
        assertThat(config.at("/none/value").isNull()).isTrue();
        assertThat(config.has("wandb_version")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lr: 0.1\n", "- 1\n", "wandb_version: 2\n", "a: [\n"})
    void namesTheConfigFileThatIsNone(String text) throws IOException {
        Path file = Files.writeString(dir.resolve("a.yaml"), text);
        assertThatThrownBy(() -> Wandb.init(settings(Map.of("WANDB_CONFIG_PATHS", file.toString()))))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(file.toString());
    }

    private Settings settings(Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(more);
        variables.put("WANDB_BASE_URL", server.url());
        variables.put("WANDB_API_KEY", "0123456789".repeat(4));
        return Settings.builder()
                .rootDir(dir)
                .project("test")
                .silent(true)
                .build()
                .resolved(new Environment(variables, dir, "Linux"));
    }
}
