package io.wandb4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The people who may use the local server. */
@Command(
        name = "user",
        synopsisSubcommandLabel = "COMMAND",
        description = "Who may use the server.",
        subcommands = {ServerUserAdd.class, ServerUserRemove.class})
final class ServerUser implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command: add or remove");
    }
}
