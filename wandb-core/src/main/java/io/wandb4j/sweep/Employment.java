package io.wandb4j.sweep;

import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.terminal.Terminal;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where an agent works and for how long, whatever it does for a run.
 *
 * @param count the most runs, or 0 for as many as there are
 * @param threads how many runs at a time
 * @param heartbeat the time between two questions to the server */
record Employment(SweepPath path, Settings settings, int count, int threads, Duration heartbeat) {
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    /** On a sweep until it has no more to give. */
    static Employment on(String sweep) {
        return new Employment(SweepPath.parse(sweep), Settings.builder().build(), 0, 1, HEARTBEAT);
    }

    Employment with(Settings other) {
        return new Employment(path, other, count, threads, heartbeat);
    }

    Employment forRuns(int runs) {
        if (runs < 1) {
            throw new UsageException("an agent's count must be at least 1, but is " + runs);
        }
        return new Employment(path, settings, runs, threads, heartbeat);
    }

    Employment inThreads(int number) {
        if (number < 1) {
            throw new UsageException("an agent's threads must be at least 1, but are " + number);
        }
        return new Employment(path, settings, count, number, heartbeat);
    }

    Employment every(Duration interval) {
        if (interval.isNegative() || interval.isZero()) {
            throw new UsageException("an agent's heartbeat must be longer than nothing, but is " + interval);
        }
        return new Employment(path, settings, count, threads, interval);
    }

    /** Makes what does the runs, once the sweep is known. */
    @FunctionalInterface
    interface Trials {
        Trial of(Settings resolved, SweepService.Stored sweep, Orders orders, Terminal terminal);
    }

    /** Works until the end.
     *
     * @param resolved the settings with all else filled in
     * @throws io.wandb4j.errors.WandbException if it cannot begin: no key, no server, no such sweep */
    AgentReport work(Settings resolved, Map<String, String> environment, Departure departure, Trials trials) {
        Terminal terminal = Terminal.of(resolved);
        FailureLimits limits = FailureLimits.of(environment);
        try (Employer employer = employer(resolved, terminal)) {
            SweepService.Stored sweep = employer.sweep();
            Tally tally = new Tally(sweep, count, limits);
            List<Work> works = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Orders orders = employer.hire();
                Trial trial = trials.of(resolved, sweep, orders, terminal);
                works.add(new Work(orders, trial, tally, departure, terminal));
            }
            AgentReport report = tally.report(new Crew(works, departure).work());
            tell(report, terminal);
            return report;
        }
    }

    private Employer employer(Settings resolved, Terminal terminal) {
        return resolved.mode() == Mode.OFFLINE
                ? LocalController.open(path.id(), resolved)
                : ServerEmployer.of(path, resolved, heartbeat, terminal);
    }

    private static void tell(AgentReport report, Terminal terminal) {
        report.warnings().forEach(terminal::warn);
        terminal.line("Sweep Agent: Exiting. " + report.finished() + " finished, " + report.failed() + " failed, "
                + report.stopped() + " stopped.");
    }
}
