package io.wandb4j.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wandb4j.errors.UsageException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleModeTest {
    @ParameterizedTest
    @CsvSource({"off, OFF", "auto, WRAP", "wrap, WRAP", "wrap_raw, WRAP", "wrap_emu, WRAP", "Redirect, WRAP"})
    void theEnvironmentSaysWhetherOutputIsRecorded(String text, ConsoleMode mode) {
        assertThat(resolve(Map.of("WANDB_CONSOLE", text)).console()).isEqualTo(mode);
    }

    @Test
    void outputIsRecordedUnlessSomebodySaysOtherwise() {
        assertThat(resolve(Map.of()).console()).isEqualTo(ConsoleMode.WRAP);
    }

    @Test
    void refusesWhatIsNoMode() {
        assertThatThrownBy(() -> resolve(Map.of("WANDB_CONSOLE", "maybe")))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "console 'maybe' (from WANDB_CONSOLE) must be auto, off, wrap, wrap_raw, wrap_emu or redirect");
    }

    private static Settings resolve(Map<String, String> variables) {
        return Settings.builder().build().resolved(new Environment(variables, Path.of("/nowhere"), "Linux"));
    }
}
