package io.wandb4j.run;

import io.wandb4j.errors.RunStoppedException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The end of a run: it comes once, whoever asks for it, and with the process at the latest.
 *
 * <p>Safe for use by several threads. */
final class RunEnd {
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final RunContext context;
    private final Supplier<String> name;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;
    private volatile @Nullable UncaughtExceptions exceptions;
    private volatile @Nullable Throwable failure;

    /** @param name what the run is called when it ends */
    RunEnd(RunContext context, Supplier<String> name) {
        this.context = context;
        this.name = name;
        this.hook = new Thread(
                () -> comeWithProcess(ProcessEnd.current()),
                "wandb-exit-" + context.identity().runId());
    }

    boolean hasBegun() {
        return begun.get();
    }

    /** Has the run end as failed, whatever ends it. */
    void fail(Throwable cause) {
        failure = cause;
    }

    /** What the run ends with if nobody says otherwise. */
    int exitCode() {
        return failure == null || failure instanceof RunStoppedException ? 0 : 1;
    }

    /** Ends the run with the process, and as failed with the current thread. */
    void watchProcess() {
        exceptions = UncaughtExceptions.watch(this);
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // the process is ending already: whoever starts a run now has to end it
        }
    }

    /** Ends the run, unless that has begun, and waits for it as long as the settings allow. */
    void come(int exitCode) {
        come(exitCode, context.settings().finishTimeout(), RunContext.Report.WHOLE);
    }

    /** Ends the run, unless that has begun, and waits for it as long as the process may be held up. */
    private void comeWithProcess(ProcessEnd end) {
        Duration set = context.settings().finishTimeout();
        Duration patience = set.isZero() || end != ProcessEnd.PROGRAM ? end.patience() : set;
        int exitCode = exitCode() == 0 ? end.exitCode() : exitCode();
        RunContext.Report report = exitCode == 0 ? RunContext.Report.WHOLE : RunContext.Report.SHORT;
        // on a thread of its own, so that no lock and no slow disk can hold up the process for longer
        Thread ending = new Thread(() -> come(exitCode, patience, report), hook.getName() + "-work");
        ending.setDaemon(true);
        ending.start();
        try {
            if (!done.await(patience.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS)) {
                context.cutOff();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void come(int exitCode, Duration timeout, RunContext.Report report) {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        try {
            try {
                context.history().end();
            } finally {
                context.finish(exitCode, name.get(), timeout, report);
            }
        } finally {
            done.countDown();
            forgetProcess();
        }
    }

    private void forgetProcess() {
        UncaughtExceptions watching = exceptions;
        if (watching != null) {
            watching.forget(this);
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // the process is ending: the hook may be what called
        }
    }
}
