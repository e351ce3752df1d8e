package io.wandb4j.cli;

import io.wandb4j.settings.Environment;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Has runs of this folder stay on this machine. */
@Command(
        name = "offline",
        description = "Keep what runs of this folder log on this machine; send it later with `wandb4j sync`.")
final class Offline implements Runnable {
    private final Environment environment;

    @Spec
    private CommandSpec spec;

    Offline(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        Surroundings here = Surroundings.of(environment, spec);
        here.change(here.settings(), "mode", "offline");
        PrintWriter out = spec.commandLine().getOut();
        out.println("W&B offline. Running your program from this directory will only write data locally."
                + " Use `wandb4j disabled` to completely turn off W&B.");
        out.flush();
    }
}
