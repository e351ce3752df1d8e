package io.wandb4j.sweep;

import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.terminal.Terminal;
import io.wandb4j.settings.Settings;
import java.time.Duration;
import java.util.Map;

/** Where an agent works and for how long, whatever it does for a run.
 *
 * @param count the most runs, or 0 for as many as there are
 * @param heartbeat the time between two questions to the server */
record Employment(SweepPath path, Settings settings, int count, Duration heartbeat) {
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    /** On a sweep until it has no more to give. */
    static Employment on(String sweep) {
        return new Employment(SweepPath.parse(sweep), Settings.builder().build(), 0, HEARTBEAT);
    }

    Employment with(Settings other) {
        return new Employment(path, other, count, heartbeat);
    }

    Employment forRuns(int runs) {
        if (runs < 1) {
            throw new UsageException("an agent's count must be at least 1, but is " + runs);
        }
        return new Employment(path, settings, runs, heartbeat);
    }

    Employment every(Duration interval) {
        if (interval.isNegative() || interval.isZero()) {
            throw new UsageException("an agent's heartbeat must be longer than nothing, but is " + interval);
        }
        return new Employment(path, settings, count, interval);
    }

    /** Makes what does the runs, once the sweep is known. */
    @FunctionalInterface
    interface Trials {
        Trial of(Settings resolved, SweepService.Stored sweep, Inbox inbox, Terminal terminal);
    }

    /** Works in this thread until the end.
     *
     * @param resolved the settings with all else filled in
     * @throws io.wandb4j.errors.WandbException if it cannot begin: no key, no server, no such sweep */
    AgentReport work(Settings resolved, Map<String, String> environment, Departure departure, Trials trials) {
        Terminal terminal = Terminal.of(resolved);
        FailureLimits limits = FailureLimits.of(environment);
        try (SweepService service = SweepService.open(resolved)) {
            String entity = path.entity().or(resolved::entity).orElse(null);
            SweepService.Stored sweep = service.find(entity, path.project().orElseGet(resolved::project), path.id());
            String agentId = service.createAgent(resolved.host(), sweep);
            Inbox inbox = new Inbox(service, agentId, heartbeat, terminal);
            Trial trial = trials.of(resolved, sweep, inbox, terminal);
            return new Work(sweep, inbox, trial, limits, count, departure, terminal).run();
        }
    }
}
