package io.wandb4j.examples;

import io.wandb4j.Wandb;
import io.wandb4j.errors.UsageException;
import io.wandb4j.examples.MlpTraining.Hyperparameters;
import io.wandb4j.examples.mnist.Digits;
import io.wandb4j.run.Config;
import io.wandb4j.run.Run;
import io.wandb4j.server.StandardFolder;
import io.wandb4j.settings.Settings;
import io.wandb4j.sweep.AgentReport;
import io.wandb4j.sweep.Sweep;
import io.wandb4j.sweeps.config.EarlyTerminate;
import io.wandb4j.sweeps.config.Goal;
import io.wandb4j.sweeps.config.Method;
import io.wandb4j.sweeps.config.Parameter;
import io.wandb4j.sweeps.config.SweepConfig;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A sweep over batch size and learning rate of a small network that learns to read digits, on DL4J or on DJL. */
@Command(
        name = "MnistSweep",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Sweeps over batch size and learning rate of an MLP that learns MNIST.")
public final class MnistSweep implements Callable<Integer> {
    private static final String METRIC = "epoch/val_loss";

    @Option(names = "--framework", description = "dl4j or djl (default: ${DEFAULT-VALUE}).")
    private Framework framework = Framework.DL4J;

    @Option(names = "--count", description = "How many runs (default: ${DEFAULT-VALUE}).")
    private int count = 6;

    @Option(names = "--epochs", description = "How long each run trains (default: ${DEFAULT-VALUE}).")
    private int epochs = 2;

    @Option(names = "--seed", description = "Where the networks start from (default: ${DEFAULT-VALUE}).")
    private int seed = 1;

    @Option(names = "--data", paramLabel = "DIR", description = "Where the four files of MNIST lie.")
    private @Nullable Path data;

    @Option(names = "--dir", paramLabel = "DIR", description = "Where the local server keeps its data.")
    private Path dir = StandardFolder.ofProcess();

    @Option(names = "--project", description = "Where the runs go (default: ${DEFAULT-VALUE}).")
    private String project = "mnist-mlp-sweep";

    /** Runs the example; see {@code --help}. */
    public static void main(String[] args) {
        System.exit(ExampleCommand.execute(new MnistSweep(), args));
    }

    @Override
    public Integer call() {
        if (count < 1 || epochs < 1) {
            throw new UsageException("--count and --epochs must be 1 or more");
        }
        Settings named = Settings.builder().project(project).build();
        Digits digits = Digits.load(Optional.ofNullable(data));
        try (Backend backend = Backend.open(named, dir)) {
            Sweep sweep = Wandb.sweep(sweepConfig(), backend.settings());
            AgentReport work = Wandb.agent(sweep, run -> train(run, digits), backend.settings(), count);
            SweepReport report = SweepReport.of(sweep, backend);
            report.lines().forEach(System.out::println);
            return work.failed() == 0 && report.best().isPresent() ? 0 : 1;
        }
    }

    private static SweepConfig sweepConfig() {
        return SweepConfig.builder()
                .method(Method.RANDOM)
                .metric(METRIC, Goal.MINIMIZE)
                .earlyTerminate(EarlyTerminate.from(5))
                .parameter("batch_size", Parameter.values(32, 64, 128, 256))
                .parameter("learning_rate", Parameter.values(0.01, 0.005, 0.001, 0.0005, 0.0001))
                .build();
    }

    private void train(Run run, Digits digits) {
        run.config().setDefaults(Map.of("batch_size", 64, "learning_rate", 0.01));
        Map<String, Object> fixed = new LinkedHashMap<>();
        fixed.put("epochs", epochs);
        fixed.put("log_step", 20);
        fixed.put("val_log_step", 50);
        fixed.put("architecture_name", "MLP");
        fixed.put("dataset_name", digits.name());
        run.config().setAll(fixed);
        framework.mlp().train(run, digits, hyperparameters(run.config()));
    }

    private Hyperparameters hyperparameters(Config config) {
        return new Hyperparameters(
                config.getInt("batch_size"),
                config.getDouble("learning_rate"),
                epochs,
                config.getInt("log_step"),
                seed);
    }
}
