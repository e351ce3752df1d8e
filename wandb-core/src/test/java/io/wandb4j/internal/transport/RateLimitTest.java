package io.wandb4j.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final Instant NOON = Instant.parse("2024-02-29T12:00:00Z");

    @Test
    void spreadsWhatIsLeftOfTheQuota() {
        RateLimit limit = RateLimit.none().after("10", "20", NOON);
        assertThat(limit.delay(NOON)).isEqualTo(Duration.ofSeconds(2));
        assertThat(limit.delay(NOON.plusSeconds(1))).isEqualTo(Duration.ofSeconds(1));
        assertThat(limit.delay(NOON.plusSeconds(15))).isEqualTo(Duration.ZERO);
    }

    @Test
    void neverWaitsLongerThanTenSeconds() {
        assertThat(RateLimit.none().after("0", "3600", NOON).delay(NOON)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void ignoresWhatIsUnusable() {
        for (String reset : new String[] {null, "1", "soon", "NaN"}) {
            assertThat(RateLimit.none().after("5", reset, NOON).delay(NOON)).isEqualTo(Duration.ZERO);
        }
        assertThat(RateLimit.none().after("-5", "20", NOON).delay(NOON)).isEqualTo(Duration.ZERO);
    }

    @Test
    void doesNotWaitForAClockThatWasSetBack() {
        Instant before = NOON.minusSeconds(3600);
        assertThat(RateLimit.none().after(null, null, NOON).delay(before)).isEqualTo(Duration.ZERO);
        assertThat(RateLimit.none().after("10", "20", NOON).delay(before)).isEqualTo(Duration.ofSeconds(2));
    }
}
