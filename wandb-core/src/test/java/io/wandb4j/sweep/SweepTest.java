package io.wandb4j.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.errors.UsageException;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import io.wandb4j.sweeps.config.Goal;
import io.wandb4j.sweeps.config.Method;
import io.wandb4j.sweeps.config.Parameter;
import io.wandb4j.sweeps.config.SweepConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {
    private final ScriptedServer server = new ScriptedServer();
    private final Settings settings = Settings.builder()
            .baseUrl(server.url())
            .appUrl("http://wandb.test")
            .apiKey("0123456789".repeat(4))
            .silent(true)
            .build();

    @TempDir
    Path dir;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void sendsTheConfigAsYaml() {
        SweepConfig config = SweepConfig.builder()
                .method(Method.RANDOM)
                .metric("score", Goal.MAXIMIZE)
                .parameter("x", Parameter.uniform(0, 1))
                .project("digits")
                .build();
        Sweep sweep = Sweep.create(config, settings);
        JsonNode variables = server.sent("UpsertSweep").get(0);
        assertThat(SweepConfig.parse(variables.path("config").asText())).isEqualTo(config);
        assertThat(variables.path("projectName").asText()).isEqualTo("digits");
        assertThat(variables.path("entityName").isNull()).isTrue();
        assertThat(sweep.path()).isEqualTo("ada/digits/sw1");
        assertThat(sweep.url()).isEqualTo("http://wandb.test/ada/digits/sweeps/sw1");
    }

    @Test
    void prefersTheProjectOfTheSettings() {
        Map<String, ?> config = Map.of(
                "method", "grid", "project", "other", "parameters", Map.of("a", Map.of("values", List.of(1, 2))));
        Sweep.create(config, settings.toBuilder().project("mine").build());
        assertThat(server.sent("UpsertSweep").get(0).path("projectName").asText())
                .isEqualTo("mine");
    }

    @Test
    void namesAllProblemsOfAFileAndSendsNothing() throws IOException {
        Path file = Files.writeString(dir.resolve("sweep.yaml"), "method: randm\nparameters: {a: {min: 2, max: 1}}\n");
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> Sweep.create(file, settings))
                .withMessageContainingAll("sweep.yaml", "method: \"randm\"", "parameters.a.min: 2 must be less than");
        assertThat(server.sent("UpsertSweep")).isEmpty();
    }

    @Test
    void needsAServer() {
        Settings disabled = settings.toBuilder().mode(Mode.DISABLED).build();
        SweepConfig config = SweepConfig.parse("{method: grid, parameters: {a: {values: [1]}}}");
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> Sweep.create(config, disabled))
                .withMessageContaining("a sweep needs a server, and the mode is disabled");
    }
}
