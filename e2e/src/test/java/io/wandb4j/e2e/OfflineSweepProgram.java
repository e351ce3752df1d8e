package io.wandb4j.e2e;

import io.wandb4j.Wandb;
import io.wandb4j.run.Run;
import io.wandb4j.settings.Mode;
import io.wandb4j.settings.Settings;
import io.wandb4j.sweep.Agent;
import io.wandb4j.sweep.AgentReport;
import io.wandb4j.sweep.Sweep;
import io.wandb4j.sweeps.config.SweepConfig;
import io.wandb4j.sweeps.space.Range;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.Map;

/** Works on an offline sweep in four threads: begins it, or goes on with it. Prints each run that ended, then how it went. */
final class OfflineSweepProgram {
    static final String SWEEP = "nightly";
    static final int RUNS = 20;
    static final int EPOCHS = 27;

    private static final String CONFIG = """
            method: bayes
            name: found offline
            description: of a machine without a network
            run_cap: %d
            metric: {name: loss, goal: minimize}
            early_terminate: {type: hyperband, min_iter: 3, eta: 2}
            parameters:
              x: {min: -1.0, max: 1.0}
              y: {min: -1.0, max: 1.0}
            """.formatted(RUNS);

    private OfflineSweepProgram() {}

    private record Point(
            @Range(min = -1, max = 1) double x,
            @Range(min = -1, max = 1) double y) {}

    public static void main(String[] args) {
        System.out.println("network " + hasNetwork());
        Settings settings = Settings.builder()
                .mode(Mode.OFFLINE)
                .project("offline-sweeps")
                .sweepId(SWEEP)
                .rootDir(Path.of(args[0]))
                .silent(true)
                .build();
        Sweep sweep = Wandb.sweep(SweepConfig.parse(CONFIG), settings);
        AgentReport report = Agent.of(sweep.path(), Point.class, OfflineSweepProgram::train)
                .with(settings)
                .threads(4)
                .run();
        System.out.println("done " + report.runs() + " stopped " + report.stopped() + " failed " + report.failed());
    }

    private static void train(Run run, Point point) {
        for (int epoch = 1; epoch <= EPOCHS && !run.isStopped(); epoch++) {
            run.log(Map.of("loss", Math.hypot(point.x() - 0.3, point.y() + 0.4) + 1.0 / epoch));
        }
        System.out.println("run " + run.id());
    }

    private static boolean hasNetwork() {
        try {
            return NetworkInterface.networkInterfaces().findAny().isPresent();
        } catch (SocketException e) {
            return false; // that is what it says where there is none
        }
    }
}
