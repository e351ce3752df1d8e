package io.wandb4j.examples;

import io.wandb4j.errors.WandbException;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Runs an example that has options, and says in one line why it cannot. */
final class ExampleCommand {
    private ExampleCommand() {}

    /** The exit code: 0 when it worked, 1 when it failed, 2 when the options were not understood. */
    static int execute(Callable<Integer> example, String... args) {
        return new CommandLine(example)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((error, unused) -> {
                    complain(error.getCommandLine(), error.getMessage() + "; see --help");
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((error, command, parsed) -> {
                    if (!(error instanceof WandbException)) {
                        throw error;
                    }
                    complain(command, String.valueOf(error.getMessage()));
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(args);
    }

    private static void complain(CommandLine command, String message) {
        command.getErr().println(command.getCommandName() + ": " + message);
        command.getErr().flush();
    }
}
