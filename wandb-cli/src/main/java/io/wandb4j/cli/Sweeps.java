package io.wandb4j.cli;

import io.wandb4j.errors.UsageException;
import io.wandb4j.query.Api;
import io.wandb4j.query.StoredSweep;
import io.wandb4j.settings.Environment;
import io.wandb4j.settings.Settings;
import io.wandb4j.sweep.Sweep;
import io.wandb4j.sweeps.config.Controller;
import io.wandb4j.sweeps.config.InvalidSweepException;
import io.wandb4j.sweeps.config.SweepConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a sweep from a file, gives one another config, or has one pause, go on or end. */
@Command(
        name = "sweep",
        description = "Make a sweep from a config file and print ENTITY/PROJECT/ID, which agents are given."
                + " With --stop, --cancel, --pause or --resume, change the sweep of that name;"
                + " its agents learn of it with their next heartbeat.",
        footer = {
            "",
            "  wandb4j sweep -p mnist sweep.yaml",
            "  wandb4j sweep --update ada/mnist/abcd1234 sweep.yaml",
            "  wandb4j sweep --pause ada/mnist/abcd1234",
            "  wandb4j sweep -R run00001 -R run00002 sweep.yaml"
        })
final class Sweeps implements Runnable {
    private final Environment environment;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "CONFIG_OR_SWEEP",
            description = "A sweep config in YAML or JSON; or for a change ID, PROJECT/ID or ENTITY/PROJECT/ID.")
    private String argument;

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

    @Option(names = "--program", description = "What agents start, instead of the config's program.")
    private @Nullable String program;

    @Option(
            names = "--update",
            paramLabel = "SWEEP",
            description = "Give this sweep the config, before its first run; make none.")
    private @Nullable String updated;

    @Option(
            names = {"-R", "--prior_run"},
            paramLabel = "RUN",
            description = "The ID of a run of the project that the sweep shall take in; may be given several times.")
    private List<String> priorRuns = new ArrayList<>();

    @Option(
            names = "--controller",
            description = "Control the sweep from here, as `wandb4j controller` does, whatever its config says.")
    private boolean controller;

    @Mixin
    private SweepTurn turn;

    Sweeps(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        Surroundings here = Surroundings.of(environment, spec);
        Optional<SweepTurn.Kind> wanted = turn.kind();
        if (wanted.isPresent()) {
            turn(wanted.get(), here);
        } else if (updated != null) {
            update(updated, here);
        } else {
            create(here);
        }
    }

    private void turn(SweepTurn.Kind kind, Surroundings here) {
        try (Api api = Api.connect(here.settings(place(Optional.empty(), Optional.empty())))) {
            StoredSweep sweep = api.sweep(argument);
            here.messages().line(kind.doing() + " sweep " + sweep.path());
            kind.turn(sweep);
            here.messages().line("Done.");
        }
    }

    private void update(String path, Surroundings here) {
        SweepConfig config = config();
        try (Api api = Api.connect(here.settings(place(Optional.empty(), Optional.empty())))) {
            StoredSweep sweep = api.sweep(path);
            here.messages().line("Updating sweep from: " + argument);
            config.warnings().forEach(warning -> here.messages().warn("sweep config: " + warning));
            sweep.update(config);
            here.messages().line("Updating sweep with ID: " + sweep.id());
            tell(sweep.path(), here);
        }
        startController(path, here);
    }

    private void create(Surroundings here) {
        SweepConfig config = config();
        Settings settings = here.settings(place(config.project(), config.entity()));
        here.messages().line("Creating sweep from: " + argument);
        config.warnings().forEach(warning -> here.messages().warn("sweep config: " + warning));
        Sweep sweep = Sweep.create(config, settings.toBuilder().silent(true).build(), priorRuns);
        here.messages().line("Creating sweep with ID: " + sweep.id());
        here.messages().line("View sweep at: " + sweep.url());
        tell(sweep.path(), here);
        startController(sweep.path(), here);
    }

    private void startController(String path, Surroundings here) {
        if (controller) {
            here.messages().line("Starting wandb controller...");
            ControllerStart.control(
                    path, place(Optional.empty(), Optional.empty()).resolved(environment), spec);
        }
    }

    private void tell(String path, Surroundings here) {
        here.messages().line("Run sweep agent with: wandb4j agent " + path);
        PrintWriter out = spec.commandLine().getOut();
        out.println(path);
        out.flush();
    }

    private Settings place(Optional<String> configuredProject, Optional<String> configuredEntity) {
        return Settings.builder()
                .project(first(project, "WANDB_PROJECT", configuredProject))
                .entity(first(entity, "WANDB_ENTITY", configuredEntity))
                .build();
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
            Map<String, Object> config =
                    new LinkedHashMap<>(SweepConfig.read(Path.of(argument)).toMap());
            Optional.ofNullable(name).ifPresent(given -> config.put("name", given));
            Optional.ofNullable(program).ifPresent(given -> config.put("program", given));
            if (controller) {
                config.put("controller", Map.of("type", Controller.LOCAL.wireName()));
            }
            return SweepConfig.of(config);
        } catch (InvalidSweepException e) {
            throw new UsageException(argument + ": " + e.getMessage(), e);
        }
    }
}
