package io.wandb4j.examples;

import io.wandb4j.Wandb;
import io.wandb4j.run.Run;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import io.wandb4j.sweep.Agent;
import io.wandb4j.sweep.AgentReport;
import io.wandb4j.sweep.Sweep;
import io.wandb4j.sweeps.config.EarlyTerminate;
import io.wandb4j.sweeps.config.Goal;
import io.wandb4j.sweeps.config.Method;
import io.wandb4j.sweeps.config.SweepConfig;
import io.wandb4j.sweeps.space.OneOf;
import io.wandb4j.sweeps.space.Range;
import io.wandb4j.sweeps.space.SearchSpace;
import java.util.Map;

/** A sweep with no server at all: four runs at a time, bad ones stopped early; {@code wandb4j sync} sends it later. */
public final class OfflineSweep {
    private static final int EPOCHS = 27;

    private OfflineSweep() {}

    /** What is tried, and what the training gets. */
    record HyperParams(
            @Range(min = 1e-4, max = 1, log = true) double learningRate,
            @OneOf({"32", "64", "128"}) int batchSize) {}

    public static void main(String[] args) {
        Settings settings =
                Settings.builder().mode(Mode.OFFLINE).project("offline-sweep").build();
        SweepConfig config = SweepConfig.builder()
                .method(Method.BAYES)
                .metric("loss", Goal.MINIMIZE)
                .parameters(SearchSpace.of(HyperParams.class).parameters())
                .earlyTerminate(EarlyTerminate.from(3))
                .runCap(20)
                .build();
        Sweep sweep = Wandb.sweep(config, settings);
        AgentReport report = Agent.of(sweep.path(), HyperParams.class, OfflineSweep::train)
                .with(settings)
                .threads(4)
                .run();
        System.out.println(report.runs() + " runs, " + report.stopped() + " of them stopped early. The best:");
        System.out.print(sweep.results(settings).table(5));
    }

    /** Stands for a training: the loss falls fastest near a learning rate of 0.01. */
    private static void train(Run run, HyperParams values) {
        double distance = Math.abs(Math.log10(values.learningRate()) + 2);
        for (int epoch = 1; epoch <= EPOCHS && !run.isStopped(); epoch++) {
            run.log(Map.of("loss", distance + 8.0 / values.batchSize() + 1.0 / epoch));
        }
    }
}
