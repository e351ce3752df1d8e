package io.wandb4j.training;

import com.google.errorprone.annotations.concurrent.GuardedBy;

/** Numbers epochs as the framework does, but never back: a counter that begins anew goes on behind the last epoch.
 *
 * <p>Early stopping resets a network's counter, a second network has one of its own, and batches that are fitted one by one
 * leave it where it is. Safe for use by several threads. */
final class EpochNumbers {
    private final Object lock = new Object();

    @GuardedBy("lock")
    private int counted = -1;

    @GuardedBy("lock")
    private int offset;

    /** The number of the epoch that the framework calls so. */
    int current(int counter) {
        synchronized (lock) {
            return counter > counted ? counter + offset : counted + offset + 1;
        }
    }

    /** The same number, of an epoch that ends now. */
    int end(int counter) {
        synchronized (lock) {
            int number = current(counter);
            counted = counter;
            offset = number - counter;
            return number;
        }
    }
}
