package io.wandb4j.sweep;

import io.wandb4j.internal.terminal.Terminal;
import io.wandb4j.sweep.AgentReport.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The time of one agent on one sweep, from its first question to the report. */
final class Work {
    private final SweepService.Stored sweep;
    private final Inbox inbox;
    private final Trial trial;
    private final FailureLimits limits;
    private final int count;
    private final Departure departure;
    private final Terminal terminal;
    private final MetricWatch metric;
    private final long startedAt = System.nanoTime();
    private final List<String> warnings = new ArrayList<>();
    private int finished;
    private int failed;
    private int stopped;

    /** @param count the most runs, or 0 for as many as there are */
    Work(
            SweepService.Stored sweep,
            Inbox inbox,
            Trial trial,
            FailureLimits limits,
            int count,
            Departure departure,
            Terminal terminal) {
        this.sweep = sweep;
        this.inbox = inbox;
        this.trial = trial;
        this.limits = limits;
        this.count = count;
        this.departure = departure;
        this.terminal = terminal;
        this.metric = MetricWatch.of(sweep.config());
    }

    AgentReport run() {
        boolean told = false;
        Ending ending = departure.isWanted() ? Ending.INTERRUPTED : null;
        while (ending == null) {
            Optional<Command> command = inbox.next();
            if (command.isPresent()) {
                told = false;
                ending = follow(command.get());
            } else if (inbox.isGone()) {
                ending = Ending.SWEEP_GONE;
            } else {
                told = told || tell("Sweep Agent: Waiting for job.");
                ending = pause();
            }
        }
        return report(ending);
    }

    private @Nullable Ending follow(Command command) {
        return switch (command.kind()) {
            case EXIT -> Ending.SWEEP_DONE;
            case STOP -> null; // about a run that has ended meanwhile
            case RUN -> afterTrial(trial.run(command));
        };
    }

    private @Nullable Ending afterTrial(Trial.Result result) {
        result.summary().ifPresent(metric::look);
        switch (result.outcome()) {
            case FINISHED -> finished++;
            case STOPPED -> stopped++;
            case FAILED -> failed++;
        }
        int runs = finished + stopped + failed;
        if (result.outcome() == Trial.Outcome.FAILED) {
            Duration since = Duration.ofNanos(System.nanoTime() - startedAt);
            Optional<String> reason = limits.exceededBy(failed, runs, since);
            if (reason.isPresent()) {
                warnings.add(reason.get());
                return Ending.TOO_MANY_FAILURES;
            }
        }
        if (departure.isWanted() || Thread.currentThread().isInterrupted()) {
            return Ending.INTERRUPTED;
        }
        return count > 0 && runs >= count ? Ending.COUNT_REACHED : null;
    }

    private @Nullable Ending pause() {
        try {
            inbox.pause(departure);
            return departure.isWanted() ? Ending.INTERRUPTED : null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Ending.INTERRUPTED;
        }
    }

    private boolean tell(String line) {
        terminal.detail(line);
        return true;
    }

    private AgentReport report(Ending ending) {
        if (finished + stopped > 0) {
            metric.warning().ifPresent(warnings::add);
        }
        if (ending == Ending.SWEEP_GONE) {
            warnings.add("Sweep was deleted or agent was not found. Stopping sweep.");
        }
        warnings.forEach(terminal::warn);
        terminal.line(
                "Sweep Agent: Exiting. " + finished + " finished, " + failed + " failed, " + stopped + " stopped.");
        return new AgentReport(sweep.id(), finished, failed, stopped, ending, warnings);
    }
}
