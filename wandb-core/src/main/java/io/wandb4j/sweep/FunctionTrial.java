package io.wandb4j.sweep;

import io.wandb4j.errors.RunStoppedException;
import io.wandb4j.errors.WandbException;
import io.wandb4j.internal.terminal.Terminal;
import io.wandb4j.run.Run;
import io.wandb4j.run.RunFunction;
import io.wandb4j.settings.Resume;
import io.wandb4j.settings.Settings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;

/** Opens a run with the sweep's values, calls a function with it, and ends it by how that went. */
final class FunctionTrial implements Trial {
    private final RunFunction function;
    private final Settings settings;
    private final SweepService.Stored sweep;
    private final Orders orders;
    private final Terminal terminal;

    FunctionTrial(
            RunFunction function, Settings settings, SweepService.Stored sweep, Orders orders, Terminal terminal) {
        this.function = function;
        this.settings = settings;
        this.sweep = sweep;
        this.orders = orders;
        this.terminal = terminal;
    }

    @Override
    public Result run(Command command) {
        command.announce(terminal);
        Settings.Builder own = settings.toBuilder()
                .id(command.runId())
                .sweepId(sweep.id())
                .entity(sweep.entity().isEmpty() ? null : sweep.entity())
                .project(sweep.project());
        if (command.resumes()) {
            own.resume(Resume.ALLOW);
        }
        try (Orders.Watch watch = orders.watch(command.runId())) {
            Run run = Run.start(own.build(), command.values(), watch::isStopRequested);
            Outcome outcome = call(run, watch);
            return new Result(outcome, Optional.of(run.summary().toMap()));
        } catch (WandbException e) {
            terminal.warn("Run " + command.runId() + " could not start: " + e.getMessage());
            return new Result(Outcome.FAILED, Optional.empty());
        }
    }

    private Outcome call(Run run, Orders.Watch watch) {
        int exitCode = 1; // what an Error, which goes on to the caller, leaves behind
        try {
            Outcome outcome = call(run);
            watch.functionReturned();
            exitCode = outcome == Outcome.FAILED ? 1 : 0;
            return outcome == Outcome.FINISHED && (watch.isStopRequested() || run.isStopped())
                    ? Outcome.STOPPED
                    : outcome;
        } finally {
            run.finish(exitCode);
        }
    }

    private Outcome call(Run run) {
        try {
            function.accept(run);
            return Outcome.FINISHED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(run, e);
        } catch (Exception e) { // the function is the user's and may throw whatever it declares
            return isStop(e) ? Outcome.STOPPED : failed(run, e);
        }
    }

    /** Whether an exception is, or wraps, the one that leaves a stopped training; frameworks wrap what listeners throw. */
    private static boolean isStop(Throwable thrown) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable cause = thrown; cause != null && seen.add(cause); cause = cause.getCause()) {
            if (cause instanceof RunStoppedException) {
                return true;
            }
        }
        return false;
    }

    private Outcome failed(Run run, Exception cause) {
        StringWriter trace = new StringWriter();
        cause.printStackTrace(new PrintWriter(trace));
        terminal.line("Run " + run.id() + " errored: " + trace);
        return Outcome.FAILED;
    }
}
