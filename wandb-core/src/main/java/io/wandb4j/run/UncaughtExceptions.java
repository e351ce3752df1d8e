package io.wandb4j.run;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Has the runs that a thread started fail when the thread dies of an exception that nobody caught.
 *
 * <p>Hands every exception on to whoever was told of it before. */
final class UncaughtExceptions implements Thread.UncaughtExceptionHandler {
    private static final Object LOCK = new Object();

    private final Thread thread;
    private final Thread.@Nullable UncaughtExceptionHandler next;
    private final Set<RunEnd> runs = ConcurrentHashMap.newKeySet();

    private UncaughtExceptions(Thread thread, Thread.@Nullable UncaughtExceptionHandler next) {
        this.thread = thread;
        this.next = next;
    }

    /** Watches the current thread for a run until the handler is told to forget it. */
    static UncaughtExceptions watch(RunEnd run) {
        Thread thread = Thread.currentThread();
        synchronized (LOCK) {
            UncaughtExceptions handler = thread.getUncaughtExceptionHandler() instanceof UncaughtExceptions present
                    ? present
                    : install(thread);
            handler.runs.add(run);
            return handler;
        }
    }

    /** Leaves the thread as it was found once no run is left. */
    void forget(RunEnd run) {
        synchronized (LOCK) {
            runs.remove(run);
            if (runs.isEmpty() && thread.isAlive() && thread.getUncaughtExceptionHandler() == this) {
                thread.setUncaughtExceptionHandler(next);
            }
        }
    }

    @Override
    public void uncaughtException(Thread dying, Throwable cause) {
        runs.forEach(run -> run.fail(cause));
        Thread.UncaughtExceptionHandler group = thread.getThreadGroup();
        Thread.UncaughtExceptionHandler told = next == null ? group : next;
        if (told == null) { // a thread that dies has no group any more; the default handler is what the group asks
            told = Thread.getDefaultUncaughtExceptionHandler();
        }
        if (told != null) {
            told.uncaughtException(dying, cause);
        }
    }

    private static UncaughtExceptions install(Thread thread) {
        Thread.UncaughtExceptionHandler before = thread.getUncaughtExceptionHandler();
        // without a handler of its own a thread answers with its group, which is not to be set as one
        UncaughtExceptions handler = new UncaughtExceptions(thread, before == thread.getThreadGroup() ? null : before);
        thread.setUncaughtExceptionHandler(handler);
        return handler;
    }
}
