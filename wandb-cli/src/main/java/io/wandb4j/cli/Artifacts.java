package io.wandb4j.cli;

import io.wandb4j.settings.Environment;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Versions of models and data sets: log them, list them, fetch them. */
@Command(
        name = "artifact",
        synopsisSubcommandLabel = "COMMAND",
        description = "Versions of models, data sets and other files.")
final class Artifacts implements Runnable {
    @Spec
    private CommandSpec spec;

    private Artifacts() {}

    static CommandLine commandLine(Environment environment) {
        return new CommandLine(new Artifacts())
                .addSubcommand(new CommandLine(new ArtifactPut(environment)).setCaseInsensitiveEnumValuesAllowed(true))
                .addSubcommand(new ArtifactGet(environment))
                .addSubcommand(new ArtifactList(environment))
                .addSubcommand(new ArtifactVerify(environment))
                .addSubcommand(Cache.commandLine(environment));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command: put, get, ls, verify or cache");
    }
}
