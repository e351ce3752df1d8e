package io.wandb4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.wandb4j.Wandb;
import io.wandb4j.errors.UsageException;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepValuesTest {
    @TempDir
    Path dir;

    @Test
    void takesTheValuesThatAnAgentLeftInAFile() throws IOException {
        Path file = Files.writeString(dir.resolve("config-abc.yaml"), """
                wandb_version: 1

                lr:
                  value: 1.0e-05
                layers:
                  value:
                  - 64
                  - 32
                dropout:
                  value: null
                """);
        try (Run run = Wandb.init(settings(file))) {
            run.config().set("lr", 7).set("epochs", 4);
            assertThat(run.config().getDouble("lr")).isEqualTo(1e-5);
            assertThat(run.config().get("layers")).isEqualTo(List.of(64, 32));
            assertThat(run.config().toMap()).containsEntry("dropout", null).doesNotContainKey("wandb_version");
            assertThat(run.config().getInt("epochs")).isEqualTo(4);
            assertThat(run.isUnderAgent()).isTrue();
        }
    }

    @Test
    void saysThatSuchAFileIsMissing() {
        Settings settings = settings(dir.resolve("none.yaml"));
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> Wandb.init(settings))
                .withMessageContaining("WANDB_SWEEP_PARAM_PATH");
    }

    private Settings settings(Path file) {
        return Settings.builder()
                .mode(Mode.OFFLINE)
                .rootDir(dir)
                .silent(true)
                .sweepId("sw1")
                .sweepParamPath(file)
                .config(Map.of("lr", 5))
                .build();
    }
}
