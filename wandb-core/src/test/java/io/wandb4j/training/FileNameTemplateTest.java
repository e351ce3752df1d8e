package io.wandb4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wandb4j.errors.UsageException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTemplateTest {
    @ParameterizedTest
    @CsvSource({
        "model, model",
        "net-{epoch}, net-7",
        "net-{epoch:02d}-{val_loss:.2f}.zip, net-07-0.12.zip",
        "{epoch:3d}, '  7'",
        "{val_loss:08.3f}, 0000.123",
        "{val_loss}, 0.1234",
        "{val_loss:.1e}, 1.2e-01",
        "{out-1 accuracy:.1f}, 0.5",
    })
    void fillsInWhatPythonWould(String template, String expected) {
        assertThat(FileNameTemplate.of(template).fill(Map.of("epoch", 7, "val_loss", 0.1234, "out-1 accuracy", 0.5)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "..",
                "models/net",
                "..\\net",
                "{epoch",
                "epoch}",
                "{epoch:x}",
                "{epoch/val_loss}",
                "a{}b"
            })
    void refusesWhatNamesNoFile(String template) {
        assertThatThrownBy(() -> FileNameTemplate.of(template))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("does not name a file");
    }

    @Test
    void saysWhichValueIsMissing() {
        assertThatThrownBy(() -> FileNameTemplate.of("{val_loss}").fill(Map.of("epoch", 1)))
                .isInstanceOf(UsageException.class)
                .hasMessageContainingAll("val_loss", "[epoch]");
    }
}
