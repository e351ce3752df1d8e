package io.wandb4j.cli;

import io.wandb4j.settings.Environment;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Takes back what {@link Offline} did. */
@Command(name = "online", description = "Send what runs of this folder log to the server again.")
final class Online implements Runnable {
    private final Environment environment;

    @Spec
    private CommandSpec spec;

    Online(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        Surroundings here = Surroundings.of(environment, spec);
        here.change(here.settings(), "mode", null);
        PrintWriter out = spec.commandLine().getOut();
        out.println("W&B online. Running your program from this directory will now sync to the server.");
        out.flush();
    }
}
