package io.wandb4j.cli;

import io.wandb4j.settings.Environment;
import io.wandb4j.settings.Settings;
import io.wandb4j.sweep.SweepController;
import java.util.concurrent.Callable;
import org.jline.utils.Signals;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Searches and judges for a sweep whose server leaves that to others. */
@Command(
        name = "controller",
        description =
                "Find the values for a sweep with `controller: {type: local}`, and stop its bad runs; agents do the runs.",
        footer = {
            "As many runs wait for an agent as go on. Early termination sees the whole history of each run.",
            "Ctrl+C leaves the sweep as it is; the same command goes on with it."
        })
final class ControllerStart implements Callable<Integer> {
    private final Environment environment;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SweepPlace place;

    ControllerStart(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        control(place.sweep(), place.settings().resolved(environment), spec);
        return ExitCode.OK;
    }

    /** Works until the sweep is over or somebody presses Ctrl+C; then tells what it found. */
    static void control(String sweep, Settings settings, CommandSpec command) {
        SweepController controller = SweepController.of(sweep).with(settings);
        Signals.register("INT", controller::leave);
        controller.run();
        new SweepFindings(sweep, settings).print(command.commandLine().getOut());
    }
}
