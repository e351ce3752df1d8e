package io.wandb4j;

import io.wandb4j.chart.Plot;
import io.wandb4j.query.Api;
import io.wandb4j.run.Run;
import io.wandb4j.run.RunFunction;
import io.wandb4j.settings.Settings;
import io.wandb4j.sweep.Agent;
import io.wandb4j.sweep.AgentReport;
import io.wandb4j.sweep.Sweep;
import io.wandb4j.sweep.SweepFunction;
import io.wandb4j.sweeps.config.SweepConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The one door: start a run, a sweep or an agent here, and read back. */
public final class Wandb {
    private Wandb() {}

    /** Starts a run set up by the environment and settings files alone. */
    public static Run init() {
        return init(Settings.builder().build());
    }

    /** Starts a run; close it to end it.
     *
     * @throws io.wandb4j.errors.WandbException if it cannot start: wrong settings, no key, no server */
    public static Run init(Settings settings) {
        return Run.start(settings);
    }

    /** Does something within a run, which ends with exit code 0, or 1 if the function throws.
     *
     * @throws Exception what the function throws */
    public static void run(Settings settings, RunFunction function) throws Exception {
        try (Run run = init(settings)) {
            runTo(run, function);
        }
    }

    /** Makes a sweep in this project, set up by the environment and settings files else.
     *
     * @throws io.wandb4j.errors.WandbException if it cannot be made: no key, no server */
    public static Sweep sweep(SweepConfig config, String project) {
        return sweep(config, Settings.builder().project(project).build());
    }

    /** Makes a sweep.
     *
     * @throws io.wandb4j.errors.WandbException if it cannot be made: wrong settings, no key, no server */
    public static Sweep sweep(SweepConfig config, Settings settings) {
        return Sweep.create(config, settings);
    }

    /** Makes a sweep that begins with runs that are there already; see {@link Sweep#create(SweepConfig, Settings, List)}.
     *
     * @throws io.wandb4j.errors.WandbException if it cannot be made: wrong settings, no key, no server */
    public static Sweep sweep(SweepConfig config, Settings settings, List<String> priorRuns) {
        return Sweep.create(config, settings, priorRuns);
    }

    /** Works on a sweep until it has no more to give: calls the function with one run after the other.
     *
     * @param sweep {@code ID}, {@code PROJECT/ID} or {@code ENTITY/PROJECT/ID}
     * @throws io.wandb4j.errors.WandbException if it cannot begin: no key, no server, no such sweep */
    public static AgentReport agent(String sweep, RunFunction function) {
        return Agent.of(sweep, function).run();
    }

    /** Works on a sweep for at most so many runs; see {@link #agent(String, RunFunction)}. */
    public static AgentReport agent(String sweep, RunFunction function, int count) {
        return Agent.of(sweep, function).count(count).run();
    }

    /** Works on a sweep for at most so many runs, which start with these settings. */
    public static AgentReport agent(String sweep, RunFunction function, Settings settings, int count) {
        return Agent.of(sweep, function).with(settings).count(count).run();
    }

    /** Works on a sweep for at most so many runs, which start with these settings. */
    public static AgentReport agent(Sweep sweep, RunFunction function, Settings settings, int count) {
        return agent(sweep.path(), function, settings, count);
    }

    /** Works on a sweep for at most so many runs; the function gets the sweep's values as a record.
     *
     * @throws IllegalArgumentException if the record is no search space, see
     *     {@link io.wandb4j.sweeps.space.SearchSpace} */
    public static <T extends Record> AgentReport agent(
            String sweep, Class<T> values, SweepFunction<T> function, int count) {
        return Agent.of(sweep, values, function).count(count).run();
    }

    /** Reads back what a server has, set up by the environment and settings files alone; close it when done.
     *
     * @throws io.wandb4j.errors.WandbException if there is no key */
    public static Api api() {
        return api(Settings.builder().build());
    }

    /** Reads back what a server has; close it when done.
     *
     * @throws io.wandb4j.errors.WandbException if there is no key */
    public static Api api(Settings settings) {
        return Api.connect(settings);
    }

    /** Brings back a file that was saved with a run, set up by the environment and settings files alone.
     *
     * @param runPath {@code entity/project/id}, {@code project/id} or {@code id}
     * @param replace whether to fetch it even if it is there already
     * @param root the folder to put it below
     * @return where it is; empty if there is none
     * @throws io.wandb4j.errors.WandbException if there is no such run, no key, no server */
    public static Optional<Path> restore(String name, String runPath, boolean replace, Path root) {
        return Api.restore(Settings.builder().build(), name, runPath, replace, root);
    }

    /** Makes charts that W&amp;B's presets draw; log what it makes. */
    public static Plot plot() {
        return Plot.INSTANCE;
    }

    private static void runTo(Run run, RunFunction function) throws Exception {
        boolean done = false;
        try {
            function.accept(run);
            done = true;
        } finally {
            if (!done) { // whatever is thrown, errors too, goes on to the caller
                run.finish(1);
            }
        }
    }
}
