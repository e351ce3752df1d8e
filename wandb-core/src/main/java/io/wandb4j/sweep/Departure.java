package io.wandb4j.sweep;

import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** How urgently somebody wants an agent to leave. Safe for use by several threads. */
final class Departure {
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch first = new CountDownLatch(1);
    private final Queue<String> signals = new ConcurrentLinkedQueue<>();

    /** Asks once more. */
    void request() {
        requests.incrementAndGet();
        first.countDown();
    }

    /** Asks once more, by a signal that the run's program shall get, too. */
    void request(String signal) {
        signals.add(signal);
        request();
    }

    /** The next signal for the program; empty if it got them all. */
    Optional<String> nextSignal() {
        return Optional.ofNullable(signals.poll());
    }

    /** Whether no further run shall begin. */
    boolean isWanted() {
        return requests.get() > 0;
    }

    /** Whether the run that goes on shall end, too. */
    boolean isUrgent() {
        return requests.get() > 1;
    }

    /** Whether nobody wants to wait for the run's own end. */
    boolean isForced() {
        return requests.get() > 2;
    }

    /** Waits for so long, or until somebody asks. */
    void await(Duration longest) throws InterruptedException {
        boolean ignored = first.await(longest.toNanos(), TimeUnit.NANOSECONDS); // either way the caller looks again
    }
}
