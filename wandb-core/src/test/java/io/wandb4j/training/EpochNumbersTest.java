package io.wandb4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EpochNumbersTest {
    private final EpochNumbers numbers = new EpochNumbers();

    @Test
    void areTheFrameworksAsLongAsItsCounterRises() {
        assertThat(numbers.current(3)).isEqualTo(3); // a model that was trained before
        assertThat(numbers.end(3)).isEqualTo(3);
        assertThat(numbers.current(4)).isEqualTo(4);
        assertThat(numbers.end(4)).isEqualTo(4);
    }

    @Test
    void goOnWhenTheCounterBeginsAnew() {
        numbers.end(0);
        numbers.end(1);

        assertThat(numbers.current(0)).isEqualTo(2);
        assertThat(numbers.end(0)).isEqualTo(2);
        assertThat(numbers.current(1)).isEqualTo(3);
        assertThat(numbers.end(1)).isEqualTo(3);
    }

    @Test
    void goOnWhenTheCounterStandsStill() {
        assertThat(numbers.end(0)).isZero();
        assertThat(numbers.end(0)).isEqualTo(1);
        assertThat(numbers.end(0)).isEqualTo(2);
    }
}
