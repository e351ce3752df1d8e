package io.wandb4j.run;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A lock for work of a few microseconds that many threads want at once.
 *
 * <p>Nobody is woken: who finds it taken looks again at once a few times, then after a short sleep. A monitor wakes a waiter
 * on each release, which costs more than the work that it guards. Not fair; a wait ignores interrupts. */
final class BriefLock {
    private static final int LOOKS = 200;
    private static final long SHORTEST_NAP_NANOS = 20_000;
    private static final long LONGEST_NAP_NANOS = 1_000_000;

    private final AtomicReference<@Nullable Thread> owner = new AtomicReference<>();

    /** Takes the lock, however long that takes.
     *
     * @throws IllegalStateException if this thread has it already, which would wait for itself */
    void lock() {
        if (!take()) {
            await();
        }
    }

    void unlock() {
        owner.setRelease(null); // no need to wait for the stores of the row to reach the cache
    }

    private boolean take() {
        return owner.compareAndSet(null, Thread.currentThread());
    }

    private void await() {
        if (owner.get() == Thread.currentThread()) {
            throw new IllegalStateException("a value that is being logged uses its own run");
        }
        for (long nap = SHORTEST_NAP_NANOS; ; nap = Math.min(2 * nap, LONGEST_NAP_NANOS)) {
            for (int look = 0; look < LOOKS; look++) {
                if (owner.get() == null && take()) {
                    return;
                }
                Thread.onSpinWait();
            }
            LockSupport.parkNanos(this, nap);
            Thread.yield(); // an interrupted thread does not park
        }
    }
}
