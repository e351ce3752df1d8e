package io.wandb4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The local server: start it, look at it, let people in. */
@Command(
        name = "server",
        synopsisSubcommandLabel = "COMMAND",
        description = "A W&B-compatible server on this machine, with no account.",
        subcommands = {ServerStart.class, ServerStop.class, ServerStatus.class, ServerUser.class})
final class Server implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command: start, stop, status or user");
    }
}
