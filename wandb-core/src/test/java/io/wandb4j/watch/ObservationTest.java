package io.wandb4j.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wandb4j.errors.UsageException;
import io.wandb4j.media.Histogram;
import io.wandb4j.watch.Watch.Kind;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObservationTest {
    private static final float[] VALUES = {3, 4, Float.NaN, Float.NEGATIVE_INFINITY, 99};

    @Test
    void sumsATensorUp() {
        Observation observation = new Watcher(Watch.gradients().bins(2)).startBatch();
        observation.see(Kind.GRADIENTS, "0_W", VALUES, 4, 0.5);

        Map<String, Object> row = observation.row();
        assertThat(row)
                .containsEntry("gradient_norm/0_W", 2.5)
                .containsEntry("gradient_norm/all", 2.5)
                .containsEntry("gradients_nan", 1L)
                .containsEntry("gradients_inf", 1L);
        assertThat(((Histogram) row.get("gradients/0_W")).counts()).containsExactly(1, 1);
        assertThat(((Histogram) row.get("gradients/0_W")).edges()).containsExactly(1.5, 1.75, 2);
        assertThat(observation.divergence()).contains("1 gradients are no numbers");
    }

    @Test
    void comparesUpdatesWithParameters() {
        Observation observation = new Watcher(Watch.updates().withoutHistograms()).startBatch();
        observation.see(Kind.UPDATES, "0_W", new float[] {0.01f}, 1, 1);
        observation.see(Kind.PARAMETERS, "0_W", new float[] {10}, 1, 1);

        assertThat(observation.row())
                .containsOnlyKeys("update_norm/0_W", "parameter_norm/0_W", "update_ratio/0_W")
                .hasEntrySatisfying("update_ratio/0_W", ratio -> assertThat((Double) ratio)
                        .isCloseTo(0.001, org.assertj.core.api.Assertions.within(1e-9)));
        assertThat(observation.divergence()).isNull();
    }

    @Test
    void hasAHistogramOfNothingFinite() {
        Observation observation = new Watcher(Watch.gradients()).startBatch();
        observation.see(Kind.GRADIENTS, "0_W", new float[] {Float.NaN}, 1, 1);

        assertThat(((Histogram) observation.row().get("gradients/0_W")).counts())
                .containsOnly(0);
    }

    @Test
    void looksAtTheFirstBatchOfAnEpochAndAtItsEnd() {
        Watcher watcher = new Watcher(Watch.all());

        assertThat(watcher.startBatch()).isNotNull();
        assertThat(watcher.startBatch()).isNull();
        assertThat(watcher.endEpoch()).isNotNull();
        assertThat(watcher.startBatch()).isNotNull();
    }

    @Test
    void looksAtEverySoManyBatches() {
        Watcher watcher = new Watcher(Watch.all().everyBatches(3));
        StringBuilder seen = new StringBuilder();
        for (int i = 0; i < 7; i++) {
            seen.append(Optional.ofNullable(watcher.startBatch()).isPresent() ? "x" : ".");
        }

        assertThat(seen).hasToString("x..x..x");
        assertThat(watcher.endEpoch()).isNull();
    }

    @Test
    void refusesNumbersThatCannotBe() {
        assertThatThrownBy(() -> Watch.all().everyBatches(0)).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> Watch.all().bins(513)).isInstanceOf(UsageException.class);
    }

    @Test
    void measuresThePaceSinceTheLastQuestion() {
        long[] now = {0};
        Pace pace = new Pace(() -> now[0], () -> 5L << 20);
        pace.batch(32, 4);
        pace.batch(32, 2);
        now[0] = 2_000_000_000L;

        assertThat(pace.row())
                .containsEntry("performance/samples_per_second", 32.0)
                .containsEntry("performance/batch_ms", 1000.0)
                .containsEntry("performance/data_wait_ms", 3.0)
                .containsEntry("performance/native_mb", 5.0)
                .containsKeys("performance/gc_ms", "performance/heap_mb");
        assertThat(pace.row()).isEmpty();
    }
}
