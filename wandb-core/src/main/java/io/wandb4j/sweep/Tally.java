package io.wandb4j.sweep;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.wandb4j.sweep.AgentReport.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the threads of one agent have done together, and whether they may go on. Safe for use by several threads. */
final class Tally {
    private final String sweepId;
    private final int count;
    private final FailureLimits limits;
    private final long startedAt = System.nanoTime();
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final MetricWatch metric;

    @GuardedBy("lock")
    private int taken;

    @GuardedBy("lock")
    private int finished;

    @GuardedBy("lock")
    private int failed;

    @GuardedBy("lock")
    private int stopped;

    @GuardedBy("lock")
    private @Nullable String failure;

    /** @param count the most runs, or 0 for as many as there are */
    Tally(SweepService.Stored sweep, int count, FailureLimits limits) {
        this.sweepId = sweep.id();
        this.count = count;
        this.limits = limits;
        this.metric = MetricWatch.of(sweep.config());
    }

    /** Takes the right to one more run; false if no more may begin. */
    boolean take() {
        synchronized (lock) {
            boolean free = count == 0 || taken < count;
            taken += free ? 1 : 0;
            return free;
        }
    }

    /** Gives back the right to a run that did not begin. */
    void giveBack() {
        synchronized (lock) {
            taken--;
        }
    }

    /** Whether so many runs failed that no more shall begin. */
    boolean isHopeless() {
        synchronized (lock) {
            return failure != null;
        }
    }

    void add(Trial.Result result) {
        synchronized (lock) {
            result.summary().ifPresent(metric::look);
            switch (result.outcome()) {
                case FINISHED -> finished++;
                case STOPPED -> stopped++;
                case FAILED -> addFailure();
            }
        }
    }

    AgentReport report(Ending ending) {
        synchronized (lock) {
            List<String> warnings = new ArrayList<>();
            Optional.ofNullable(failure).ifPresent(warnings::add);
            if (finished + stopped > 0) {
                metric.warning().ifPresent(warnings::add);
            }
            if (ending == Ending.SWEEP_GONE) {
                warnings.add("Sweep was deleted or agent was not found. Stopping sweep.");
            }
            return new AgentReport(sweepId, finished, failed, stopped, ending, warnings);
        }
    }

    @GuardedBy("lock")
    private void addFailure() {
        failed++;
        Duration since = Duration.ofNanos(System.nanoTime() - startedAt);
        Optional<String> reason = limits.exceededBy(failed, finished + stopped + failed, since);
        failure = failure == null ? reason.orElse(null) : failure;
    }
}
