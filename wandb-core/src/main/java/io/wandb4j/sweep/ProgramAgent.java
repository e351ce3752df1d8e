package io.wandb4j.sweep;

import static java.util.Objects.requireNonNull;

import io.wandb4j.settings.Environment;
import io.wandb4j.settings.Settings;
import java.time.Duration;

/** Works on a sweep by starting its program for each run: {@code wandb4j agent}.
 *
 * <p>The program is a script, a jar, a Java source file or a class in any language that a W&amp;B client exists for; it is
 * started in the working directory of this process. One run at a time. */
public final class ProgramAgent {
    private final Employment employment;
    private final Environment environment;
    private final Departure departure = new Departure();

    private ProgramAgent(Employment employment, Environment environment) {
        this.employment = employment;
        this.environment = environment;
    }

    /** An agent that works until the sweep has no more to give.
     *
     * @param sweep {@code ID}, {@code PROJECT/ID} or {@code ENTITY/PROJECT/ID}
     * @throws io.wandb4j.errors.UsageException if that names no sweep */
    public static ProgramAgent of(String sweep, Environment environment) {
        return new ProgramAgent(Employment.on(sweep), requireNonNull(environment, "environment"));
    }

    /** The same agent with other settings: server, key, and the folder of its files. */
    public ProgramAgent with(Settings settings) {
        return new ProgramAgent(employment.with(requireNonNull(settings, "settings")), environment);
    }

    /** The same agent, but for so many runs at most. */
    public ProgramAgent count(int runs) {
        return new ProgramAgent(employment.forRuns(runs), environment);
    }

    /** The same agent with another time between two questions to the server. */
    public ProgramAgent heartbeat(Duration interval) {
        return new ProgramAgent(employment.every(interval), environment);
    }

    /** Works in this thread, until the sweep is done, the count is reached, too many runs failed, or {@link #leave()}.
     *
     * @throws io.wandb4j.errors.WandbException if it cannot begin: no key, no server, no such sweep */
    public AgentReport run() {
        Settings resolved = employment.settings().resolved(environment);
        return employment.work(
                resolved,
                environment.variables(),
                departure,
                (settings, sweep, inbox, terminal) ->
                        new ProgramTrial(settings, sweep, environment, inbox, departure, terminal));
    }

    /** Asks the agent to leave: once, after the run that goes on; twice, that run is ended; three times, it is killed. From
     * any thread. */
    public void leave() {
        departure.request();
    }
}
