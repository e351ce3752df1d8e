package io.wandb4j.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Sums up the processor time that a training thread spends inside a listener. */
final class CallbackClock {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int READINGS = 100_000;

    private final double ofReading = ofReading();
    private long nanos;
    private long calls;

    /** The listener, with the clock around each of its callbacks. */
    <L> L around(Class<L> type, L listener) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            long start = THREADS.getCurrentThreadCpuTime();
            try {
                return method.invoke(listener, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            } finally {
                nanos += THREADS.getCurrentThreadCpuTime() - start;
                calls++;
            }
        }));
    }

    void reset() {
        nanos = 0;
        calls = 0;
    }

    /** What was spent since the last reset, without the reading of the clock. */
    double nanos() {
        return nanos - calls * ofReading;
    }

    private static double ofReading() {
        for (int i = 0; i < READINGS; i++) { // warm-up
            THREADS.getCurrentThreadCpuTime();
        }
        long start = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < READINGS; i++) {
            THREADS.getCurrentThreadCpuTime();
        }
        return (THREADS.getCurrentThreadCpuTime() - start) / (double) READINGS;
    }
}
