package io.wandb4j.sweep;

import static java.util.Objects.requireNonNull;

import io.wandb4j.settings.Environment;
import io.wandb4j.settings.Settings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Works on a sweep by starting its program for each run: {@code wandb4j agent}.
 *
 * <p>The program is a script, a jar, a Java source file or a class in any language that a W&amp;B client exists for; it is
 * started in the working directory of this process. One run at a time. */
public final class ProgramAgent {
    private final Employment employment;
    private final Environment environment;
    private final @Nullable SignalForwarding forwarding;
    private final Departure departure = new Departure();

    private ProgramAgent(Employment employment, Environment environment, @Nullable SignalForwarding forwarding) {
        this.employment = employment;
        this.environment = environment;
        this.forwarding = forwarding;
    }

    /** An agent that works until the sweep has no more to give.
     *
     * @param sweep {@code ID}, {@code PROJECT/ID} or {@code ENTITY/PROJECT/ID}
     * @throws io.wandb4j.errors.UsageException if that names no sweep */
    public static ProgramAgent of(String sweep, Environment environment) {
        return new ProgramAgent(Employment.on(sweep), requireNonNull(environment, "environment"), null);
    }

    /** The same agent with other settings: server, key, and the folder of its files. */
    public ProgramAgent with(Settings settings) {
        return new ProgramAgent(employment.with(requireNonNull(settings, "settings")), environment, forwarding);
    }

    /** The same agent, but for so many runs at most. */
    public ProgramAgent count(int runs) {
        return new ProgramAgent(employment.forRuns(runs), environment, forwarding);
    }

    /** The same agent with another time between two questions to the server. */
    public ProgramAgent heartbeat(Duration interval) {
        return new ProgramAgent(employment.every(interval), environment, forwarding);
    }

    /** The same agent, whose programs get the signals of {@link #leave(String)}.
     *
     * @param patience how long a program may take to end after the first of them before it is killed; null for ever */
    public ProgramAgent forwardingSignals(@Nullable Duration patience) {
        return new ProgramAgent(employment, environment, new SignalForwarding(patience));
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
                (settings, sweep, orders, terminal) ->
                        new ProgramTrial(settings, sweep, environment, orders, departure, forwarding, terminal));
    }

    /** Asks the agent to leave: once, after the run that goes on; twice, that run is ended; three times, it is killed. From
     * any thread. */
    public void leave() {
        departure.request();
    }

    /** Asks the agent to leave as {@link #leave()} does, and hands a signal on to the program of the run that goes on, if
     * it forwards signals. From any thread.
     *
     * @param signal its name without SIG, such as {@code TERM} */
    public void leave(String signal) {
        departure.request(signal);
    }
}
