package io.wandb4j.cli;

import io.wandb4j.errors.UsageException;
import io.wandb4j.settings.Environment;
import io.wandb4j.settings.Settings;
import io.wandb4j.sweep.Sweep;
import io.wandb4j.sweeps.config.InvalidSweepException;
import io.wandb4j.sweeps.config.SweepConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a sweep from a file. */
@Command(
        name = "sweep",
        description = "Make a sweep from a config file. Prints ENTITY/PROJECT/ID, which agents are given.")
final class SweepCreate implements Runnable {
    private final Environment environment;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "CONFIG", description = "A sweep config in YAML or JSON.")
    private Path file;

    @Option(
            names = {"-p", "--project"},
            description = "Where its runs go; without this, as the config or the settings say.")
    private @Nullable String project;

    @Option(
            names = {"-e", "--entity"},
            description = "The user or team that owns the project.")
    private @Nullable String entity;

    @Option(names = "--name", description = "The name that people see.")
    private @Nullable String name;

    SweepCreate(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        SweepConfig config = config();
        Settings settings = Settings.builder()
                .project(first(project, "WANDB_PROJECT", config.project()))
                .entity(first(entity, "WANDB_ENTITY", config.entity()))
                .build();
        Sweep sweep = Sweep.create(config, settings.resolved(environment));
        PrintWriter out = spec.commandLine().getOut();
        out.println(sweep.path());
        out.flush();
    }

    /** The option, else the variable, which is read with all others, else the config. */
    private @Nullable String first(@Nullable String option, String variable, Optional<String> configured) {
        if (option != null || environment.variables().containsKey(variable)) {
            return option;
        }
        return configured.orElse(null);
    }

    private SweepConfig config() {
        try {
            SweepConfig config = SweepConfig.read(file);
            if (name == null) {
                return config;
            }
            Map<String, Object> named = new LinkedHashMap<>(config.toMap());
            named.put("name", name);
            return SweepConfig.of(named);
        } catch (InvalidSweepException e) {
            throw new UsageException(file + ": " + e.getMessage(), e);
        }
    }
}
