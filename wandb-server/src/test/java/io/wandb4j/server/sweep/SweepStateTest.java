package io.wandb4j.server.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.wandb4j.server.errors.RequestException;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepStateTest {

    @ParameterizedTest
    @CsvSource({
        "PENDING, CANCELED",
        "PENDING, FINISHED",
        "RUNNING, PAUSED",
        "PAUSED, PAUSED",
        "PAUSED, RUNNING",
        "PAUSED, FINISHED",
        "FINISHED, RUNNING",
        "CANCELED, CANCELED"
    })
    void allows(SweepState before, SweepState after) {
        assertThat(before.to(after)).isEqualTo(after);
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING, PAUSED",
        "FINISHED, PAUSED",
        "CANCELED, PAUSED",
        "FINISHED, CANCELED",
        "CANCELED, FINISHED",
        "RUNNING, PENDING"
    })
    void refuses(SweepState before, SweepState after) {
        assertThatExceptionOfType(RequestException.class)
                .isThrownBy(() -> before.to(after))
                .withMessage("a sweep that is " + before + " cannot become " + after);
    }

    @Test
    void readsNamesInEveryCountry() {
        Locale before = Locale.getDefault();
        Locale.setDefault(new Locale("tr", "TR"));
        try {
            assertThat(SweepState.of("finished")).isEqualTo(SweepState.FINISHED);
        } finally {
            Locale.setDefault(before);
        }
    }
}
