package io.wandb4j.sweep;

import static java.util.Objects.requireNonNull;

import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.terminal.Terminal;
import io.wandb4j.run.RunFunction;
import io.wandb4j.settings.Settings;
import java.time.Duration;

/** Works on a sweep: asks the server for the next values, calls a function with a run that holds them, and again.
 *
 * <p>One run at a time; several agents, each in its own thread, may work in one JVM. What the function throws ends its
 * run as failed, and the sweep goes on. */
public final class Agent {
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private final SweepPath path;
    private final RunFunction function;
    private final Settings settings;
    private final int count;
    private final Duration heartbeat;

    private Agent(SweepPath path, RunFunction function, Settings settings, int count, Duration heartbeat) {
        this.path = path;
        this.function = function;
        this.settings = settings;
        this.count = count;
        this.heartbeat = heartbeat;
    }

    /** An agent that works until the sweep has no more to give.
     *
     * @param sweep {@code ID}, {@code PROJECT/ID} or {@code ENTITY/PROJECT/ID}
     * @throws UsageException if that names no sweep */
    public static Agent of(String sweep, RunFunction function) {
        Settings settings = Settings.builder().build();
        return new Agent(SweepPath.parse(sweep), requireNonNull(function, "function"), settings, 0, HEARTBEAT);
    }

    /** An agent that works until the sweep has no more to give. */
    public static Agent of(Sweep sweep, RunFunction function) {
        return of(sweep.path(), function);
    }

    /** The same agent with other settings: server, key, and everything that its runs start with. */
    public Agent with(Settings settings) {
        return new Agent(path, function, requireNonNull(settings, "settings"), count, heartbeat);
    }

    /** The same agent, but for so many runs at most. */
    public Agent count(int runs) {
        if (runs < 1) {
            throw new UsageException("an agent's count must be at least 1, but is " + runs);
        }
        return new Agent(path, function, settings, runs, heartbeat);
    }

    /** The same agent with another time between two questions to the server. */
    public Agent heartbeat(Duration interval) {
        if (interval.isNegative() || interval.isZero()) {
            throw new UsageException("an agent's heartbeat must be longer than nothing, but is " + interval);
        }
        return new Agent(path, function, settings, count, interval);
    }

    /** Works in this thread, until the sweep is done, the count is reached, or too many runs failed.
     *
     * @throws io.wandb4j.errors.WandbException if it cannot begin: no key, no server, no such sweep */
    public AgentReport run() {
        Settings resolved = settings.resolved();
        Terminal terminal = Terminal.of(resolved);
        FailureLimits limits = FailureLimits.of(System.getenv());
        try (SweepService service = SweepService.open(resolved)) {
            String entity = path.entity().or(resolved::entity).orElse(null);
            SweepService.Stored sweep = service.find(entity, path.project().orElseGet(resolved::project), path.id());
            String agentId = service.createAgent(resolved.host(), sweep);
            Inbox inbox = new Inbox(service, agentId, heartbeat, terminal);
            Trial trial = new Trial(function, resolved, sweep, inbox, terminal);
            return new Work(sweep, inbox, trial, limits, count, terminal).run();
        }
    }
}
