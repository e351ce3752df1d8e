package io.wandb4j.cli;

import io.wandb4j.settings.Environment;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The cache of artifact files on this machine. */
@Command(name = "cache", synopsisSubcommandLabel = "COMMAND", description = "The cache of artifact files.")
final class Cache implements Runnable {
    @Spec
    private CommandSpec spec;

    private Cache() {}

    static CommandLine commandLine(Environment environment) {
        return new CommandLine(new Cache()).addSubcommand(new CacheCleanup(environment));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command: cleanup");
    }
}
