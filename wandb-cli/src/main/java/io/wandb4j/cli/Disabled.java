package io.wandb4j.cli;

import io.wandb4j.settings.Environment;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Has runs of this folder record nothing. */
@Command(name = "disabled", description = "Record nothing: runs of this folder write no data and send none.")
final class Disabled implements Runnable {
    private final Environment environment;

    @Spec
    private CommandSpec spec;

    Disabled(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        Surroundings here = Surroundings.of(environment, spec);
        here.change(here.settings(), "mode", "disabled");
        PrintWriter out = spec.commandLine().getOut();
        out.println("W&B disabled.");
        out.flush();
    }
}
