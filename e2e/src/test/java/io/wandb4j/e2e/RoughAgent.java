package io.wandb4j.e2e;

import io.wandb4j.run.Run;
import io.wandb4j.settings.Settings;
import io.wandb4j.sweep.Agent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** An agent that may be killed at any moment: whoever gets its run goes on where the server's rows end. */
final class RoughAgent {
    static final int ROWS = 10;

    private static final long PACE_MILLIS = 40;

    private RoughAgent() {}

    /** Works on the sweep of the first argument, with its files in the folder of the second. */
    public static void main(String[] args) {
        Settings settings = Settings.builder().rootDir(Path.of(args[1])).build();
        Agent.of(args[0], RoughAgent::train)
                .with(settings)
                .heartbeat(Duration.ofMillis(200))
                .run();
    }

    private static void train(Run run) throws InterruptedException {
        if (run.isResumed()) {
            run.summary().set("resumed_at", run.step());
        }
        while (run.step() < ROWS) {
            run.log(Map.of("loss", run.config().getDouble("x") + 1.0 / (1 + run.step())));
            Thread.sleep(PACE_MILLIS);
        }
    }
}
