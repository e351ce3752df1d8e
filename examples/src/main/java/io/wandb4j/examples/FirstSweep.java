package io.wandb4j.examples;

import io.wandb4j.Wandb;
import io.wandb4j.run.Config;
import io.wandb4j.settings.Settings;
import io.wandb4j.sweep.AgentReport;
import io.wandb4j.sweep.Sweep;
import io.wandb4j.sweeps.config.Goal;
import io.wandb4j.sweeps.config.Method;
import io.wandb4j.sweeps.config.Parameter;
import io.wandb4j.sweeps.config.SweepConfig;
import java.util.Map;

/** The first sweep: ten tries at a low score. */
public final class FirstSweep {
    private FirstSweep() {}

    public static void main(String[] args) {
        SweepConfig config = SweepConfig.builder()
                .method(Method.RANDOM)
                .metric("score", Goal.MINIMIZE)
                .parameter("x", Parameter.uniform(0.01, 0.1))
                .parameter("y", Parameter.values(1, 3, 7))
                .build();
        try (Backend backend = Backend.open()) {
            Settings settings =
                    backend.settings().toBuilder().project("my-first-sweep").build();
            Sweep sweep = Wandb.sweep(config, settings);
            AgentReport report = Wandb.agent(sweep, run -> run.log(Map.of("score", score(run.config()))), settings, 10);
            System.out.println(report.finished() + " runs finished, see " + sweep.url());
        }
    }

    private static double score(Config config) {
        return Math.pow(config.getDouble("x"), 3) + config.getDouble("y");
    }
}
