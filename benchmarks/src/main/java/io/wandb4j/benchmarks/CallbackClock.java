package io.wandb4j.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;

/** Sums up the processor time that a training thread spends inside a listener: what is around each callback of it, less what the
 * same takes around a listener that does nothing. Called before ours, that one finds the caches cold, after ours warm: the truth
 * lies between. */
final class CallbackClock {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private long inside;
    private long cold;
    private long warm;

    /** What is to listen in this order: the listener, with the clock around each of its callbacks, and on both sides of it one that
     * does nothing. */
    <L> List<L> around(Class<L> type, L listener, L idle) {
        return List.of(
                proxy(type, idle, nanos -> cold += nanos),
                proxy(type, listener, nanos -> inside += nanos),
                proxy(type, idle, nanos -> warm += nanos));
    }

    void reset() {
        inside = 0;
        cold = 0;
        warm = 0;
    }

    /** Which share of so much processor time was spent in the listener since the last reset, at least. */
    double least(long whole) {
        return Math.max(0, inside - cold) / (double) (whole - cold - 2 * warm);
    }

    /** Which share it was at most. */
    double most(long whole) {
        return (inside - warm) / (double) (whole - cold - 2 * warm);
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
