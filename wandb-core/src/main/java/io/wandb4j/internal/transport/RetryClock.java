package io.wandb4j.internal.transport;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Time as retries see it, so that tests need not wait. */
public interface RetryClock {
    /** The present moment. */
    Instant now();

    /** Waits that long, or until {@link #wake()} was called.
     *
     * @throws InterruptedException if the thread is interrupted meanwhile */
    void sleep(Duration duration) throws InterruptedException;

    /** Ends every present and future {@link #sleep}. */
    void wake();

    /** The clock of the machine. */
    static RetryClock system() {
        CountDownLatch awake = new CountDownLatch(1);
        return new RetryClock() {
            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            @SuppressWarnings("ReturnValueIgnored") // waiting it out and being woken lead to the same place
            public void sleep(Duration duration) throws InterruptedException {
                boolean woken = awake.await(duration.toMillis(), TimeUnit.MILLISECONDS);
            }

            @Override
            public void wake() {
                awake.countDown();
            }
        };
    }
}
