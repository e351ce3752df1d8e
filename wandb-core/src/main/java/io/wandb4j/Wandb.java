package io.wandb4j;

import io.wandb4j.run.Run;
import io.wandb4j.run.RunFunction;
import io.wandb4j.settings.Settings;

/** The one door: start a run, a sweep or an agent here. */
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
