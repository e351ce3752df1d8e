package io.wandb4j.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RunContextTest {
    @Test
    void theEndOfARunTakesNoLongerThanItMay() {
        assertThat(RunContext.rest(Duration.ofSeconds(8), Duration.ofSeconds(2)))
                .isEqualTo(Duration.ofSeconds(6));
        assertThat(RunContext.rest(Duration.ofSeconds(8), Duration.ofSeconds(9)))
                .isEqualTo(Duration.ofMillis(1));
        assertThat(RunContext.rest(Duration.ZERO, Duration.ofSeconds(9))).isEqualTo(Duration.ZERO);
    }

    @Test
    void mostOfTheTimeIsForTheData() {
        assertThat(Surroundings.patience(Duration.ofSeconds(8))).isEqualTo(Duration.ofSeconds(2));
        assertThat(Surroundings.patience(Duration.ofHours(1))).isEqualTo(Duration.ofSeconds(30));
        assertThat(Surroundings.patience(Duration.ZERO)).isEqualTo(Duration.ofSeconds(30));
    }
}
