package io.wandb4j.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Sums up the processor time that a training thread spends inside a listener: what is around each callback of it, less what the
 * same takes around a listener that does nothing. */
final class CallbackClock {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private long inside;
    private long reading;

    /** The listener, with the clock around each of its callbacks. */
    <L> L around(Class<L> type, L listener) {
        return proxy(type, listener, nanos -> inside += nanos);
    }

    /** A listener that does nothing, with a clock around it: both must be called together. */
    <L> L around(Class<L> type, Idle<L> idle) {
        return proxy(type, idle.listener(), nanos -> reading += nanos);
    }

    /** A listener that does nothing. */
    record Idle<L>(L listener) {}

    void reset() {
        inside = 0;
        reading = 0;
    }

    /** Which share of so much processor time was spent in the listener since the last reset. */
    double share(long whole) {
        return (inside - reading) / (double) (whole - 2 * reading);
    }

    /** Called with what a callback took. */
    private interface Sum {
        void add(long nanos);
    }

    private static <L> L proxy(Class<L> type, L listener, Sum sum) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            long start = THREADS.getCurrentThreadCpuTime();
            try {
                return method.invoke(listener, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            } finally {
                sum.add(THREADS.getCurrentThreadCpuTime() - start);
            }
        }));
    }
}
