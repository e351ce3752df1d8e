package io.wandb4j.cli;

import io.wandb4j.settings.Environment;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Takes back what {@link Disabled} did. */
@Command(name = "enabled", description = "Record and send again after `wandb4j disabled`.")
final class Enabled implements Runnable {
    private final Environment environment;

    @Spec
    private CommandSpec spec;

    Enabled(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        Surroundings here = Surroundings.of(environment, spec);
        here.change(here.settings(), "mode", "online");
        PrintWriter out = spec.commandLine().getOut();
        out.println("W&B enabled.");
        out.flush();
    }
}
