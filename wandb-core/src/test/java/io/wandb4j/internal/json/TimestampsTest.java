package io.wandb4j.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
    @ParameterizedTest
    @ValueSource(strings = {"2024-05-01T10:00:00Z", "2024-05-01T10:00:00", "2024-05-01T12:00:00.000+02:00"})
    void readsAllFormsThatServersWrite(String text) {
        assertThat(Timestamps.parse(text)).contains(Instant.parse("2024-05-01T10:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2024-05-01"})
    void whatIsNoMomentIsNone(String text) {
        assertThat(Timestamps.parse(text)).isEmpty();
    }
}
