package io.wandb4j.examples;

import static java.util.Objects.requireNonNull;

import io.wandb4j.Wandb;
import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.errors.UsageException;
import io.wandb4j.examples.MlpTraining.Hyperparameters;
import io.wandb4j.examples.mnist.Digits;
import io.wandb4j.query.Api;
import io.wandb4j.run.Run;
import io.wandb4j.server.StandardFolder;
import io.wandb4j.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The life of a model: trained and logged by one run, linked to a registry, and found there by its alias, loaded and
 * scored again by a run in another process. */
@Command(
        name = "ModelArtifact",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Trains a model, links it to a registry, and scores it again in a process of its own.")
public final class ModelArtifact implements Callable<Integer> {
    private static final String ALIAS = "production";

    @Option(names = "--framework", description = "dl4j or djl (default: one after the other).")
    private @Nullable Framework framework;

    @Option(names = "--data", paramLabel = "DIR", description = "Where the four files of MNIST lie.")
    private @Nullable Path data;

    @Option(names = "--dir", paramLabel = "DIR", description = "Where the local server keeps its data.")
    private Path dir = StandardFolder.ofProcess();

    @Option(names = "--use", paramLabel = "MODEL", description = "Score this one of the framework, and train none.")
    private @Nullable String used;

    /** Runs the example; see {@code --help}. */
    public static void main(String[] args) {
        System.exit(ExampleCommand.execute(new ModelArtifact(), args));
    }

    @Override
    public Integer call() throws Exception {
        Settings named = Settings.builder().project("model-artifact").build();
        Digits digits = Digits.load(Optional.ofNullable(data));
        try (Backend backend = Backend.open(named, dir)) {
            if (used == null) {
                for (Framework each : framework == null ? List.of(Framework.values()) : List.of(framework)) {
                    trainAndUse(each, digits, backend.settings());
                }
            } else if (framework == null) {
                throw new UsageException("--use needs --framework, to say what can load " + used);
            } else {
                use(framework, used, digits, backend.settings());
            }
            return 0;
        }
    }

    private void trainAndUse(Framework trained, Digits digits, Settings settings) throws Exception {
        String model = train(trained, digits, settings);
        try (Api api = Api.connect(settings)) {
            ArtifactVersion version = api.artifact(model);
            System.out.println("logged " + version + ", accuracy " + percent(accuracyOf(version)));
            ArtifactVersion link = version.link("wandb-registry-model/digits-" + nameOf(trained), ALIAS);
            System.out.println("linked as " + link);
            useInAnotherProcess(trained, link.entity() + "/" + link.project() + "/" + link.name() + ":" + ALIAS);
            System.out.println(api.lineage(version, 10));
        }
    }

    /** The path of the best model. */
    private static String train(Framework trained, Digits digits, Settings settings) {
        try (Run run = Wandb.init(settings.toBuilder()
                .jobType("train")
                .name("train " + nameOf(trained))
                .build())) {
            trained.mlp().train(run, digits, new Hyperparameters(64, 0.05, 2, 0, 1));
            return run.entity() + "/" + run.project() + "/run_" + run.id() + "_model:best";
        }
    }

    /** The one that the listener logged with the model. */
    private static double accuracyOf(ArtifactVersion version) {
        Map<?, ?> metrics = (Map<?, ?>) requireNonNull(version.metadata().get("metrics"));
        return ((Number) requireNonNull(metrics.get("epoch/val_accuracy"))).doubleValue();
    }

    private void useInAnotherProcess(Framework trained, String model) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                ModelArtifact.class.getName(),
                "--framework",
                nameOf(trained),
                "--dir",
                dir.toString(),
                "--use",
                model));
        if (data != null) {
            command.addAll(List.of("--data", data.toString()));
        }
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (code != 0) {
            throw new UsageException("the process that was to score " + model + " ended with exit code " + code);
        }
    }

    private static void use(Framework trained, String model, Digits digits, Settings settings) {
        try (Run run = Wandb.init(settings.toBuilder()
                .jobType("evaluate")
                .name("evaluate " + nameOf(trained))
                .build())) {
            double accuracy = trained.mlp().accuracy(run, model, digits.test());
            run.log(Map.of("accuracy", accuracy));
            System.out.println("used " + model + ", accuracy " + percent(accuracy));
        }
    }

    private static String nameOf(Framework framework) {
        return framework.name().toLowerCase(Locale.ROOT);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}
