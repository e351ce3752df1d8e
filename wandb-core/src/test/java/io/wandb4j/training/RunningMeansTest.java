package io.wandb4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.wandb4j.training.RunningMeans.Share;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RunningMeansTest {
    private final RunningMeans means = new RunningMeans();

    @Test
    void weighsValuesByTheirRows() {
        means.add("loss", 1, 3);
        means.add("loss", 5, 1);

        assertThat(means.values()).containsExactly(entry("loss", 2.0));
    }

    @Test
    void countsWhatIsComputedLaterOnceAndAll() {
        for (int batch = 1; batch <= 1_000; batch++) {
            double value = batch;
            means.addLater("accuracy", () -> new Share(value, 1));
            if (batch % 137 == 0) {
                assertThat(means.values()).containsExactly(entry("accuracy", (batch + 1) / 2.0));
            }
        }

        assertThat(means.values()).containsExactly(entry("accuracy", 500.5));
    }

    @Test
    void tellsMetricsInTheOrderInWhichTheyCameAndLeavesOutThoseOfNoRows() {
        means.addLater("accuracy", () -> new Share(1, 2));
        means.addLater("other", () -> new Share(Double.NaN, 0));
        means.add("loss", 1, 2);

        assertThat(means.values()).containsExactly(entry("accuracy", 0.5), entry("loss", 1.0));
    }

    @Test
    void aResetForgetsWhatIsStillBeingComputed() throws InterruptedException {
        CountDownLatch reset = new CountDownLatch(1);
        AtomicReference<Thread> last = new AtomicReference<>();
        for (int batch = 0; batch < 64; batch++) {
            means.addLater("accuracy", () -> {
                await(reset);
                last.set(Thread.currentThread());
                return new Share(1, 1);
            });
        }

        means.reset();
        reset.countDown();
        means.add("accuracy", 0, 1);

        assertThat(means.values()).containsExactly(entry("accuracy", 0.0));
        assertThat(last.get()).isNotNull().isNotSameAs(Thread.currentThread());
    }

    @Test
    void whatFailsElsewhereIsThrownWhereTheMeansAreAskedFor() {
        for (int batch = 0; batch < 64; batch++) {
            means.addLater("accuracy", () -> {
                throw new IllegalStateException("no such array");
            });
        }

        assertThatThrownBy(means::values).hasRootCauseMessage("no such array");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
