package io.wandb4j.sweep;

import static java.util.Objects.requireNonNull;

import io.wandb4j.errors.UsageException;
import io.wandb4j.run.RunFunction;
import io.wandb4j.settings.Settings;
import io.wandb4j.sweeps.space.SearchSpace;
import java.time.Duration;

/** Works on a sweep: asks the server for the next values, calls a function with a run that holds them, and again.
 *
 * <p>One run at a time, or several in {@link #threads}; several agents may work in one JVM. In the mode {@code offline} the
 * sweep is one that was made so: there is no server, and this process finds the values itself. What the function throws ends its
 * run as failed, and the sweep goes on. {@link ProgramAgent} starts programs instead. */
public final class Agent {
    private final Employment employment;
    private final RunFunction function;

    private Agent(Employment employment, RunFunction function) {
        this.employment = employment;
        this.function = function;
    }

    /** An agent that works until the sweep has no more to give.
     *
     * @param sweep {@code ID}, {@code PROJECT/ID} or {@code ENTITY/PROJECT/ID}
     * @throws UsageException if that names no sweep */
    public static Agent of(String sweep, RunFunction function) {
        return new Agent(Employment.on(sweep), requireNonNull(function, "function"));
    }

    /** An agent that works until the sweep has no more to give. */
    public static Agent of(Sweep sweep, RunFunction function) {
        return of(sweep.path(), function);
    }

    /** An agent whose function gets the sweep's values as a record.
     *
     * @throws IllegalArgumentException if the record is no search space; see {@link SearchSpace} */
    public static <T extends Record> Agent of(String sweep, Class<T> values, SweepFunction<T> function) {
        SearchSpace<T> space = SearchSpace.of(values);
        requireNonNull(function, "function");
        return of(sweep, run -> function.accept(run, space.read(run.config().toMap())));
    }

    /** The same agent with other settings: server, key, and everything that its runs start with. */
    public Agent with(Settings settings) {
        return new Agent(employment.with(requireNonNull(settings, "settings")), function);
    }

    /** The same agent, but for so many runs at most. */
    public Agent count(int runs) {
        return new Agent(employment.forRuns(runs), function);
    }

    /** The same agent with so many runs at a time, each in a thread of its own. */
    public Agent threads(int number) {
        return new Agent(employment.inThreads(number), function);
    }

    /** The same agent with another time between two questions to the server. */
    public Agent heartbeat(Duration interval) {
        return new Agent(employment.every(interval), function);
    }

    /** Works until the sweep is done, the count is reached, or too many runs failed.
     *
     * @throws io.wandb4j.errors.WandbException if it cannot begin: no key, no server, no such sweep */
    public AgentReport run() {
        return employment.work(
                employment.settings().resolved(),
                System.getenv(),
                new Departure(),
                (settings, sweep, orders, terminal) -> new FunctionTrial(function, settings, sweep, orders, terminal));
    }
}
