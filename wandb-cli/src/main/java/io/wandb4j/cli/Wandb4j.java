package io.wandb4j.cli;

import io.wandb4j.settings.Environment;
import java.io.PrintWriter;
import java.time.Clock;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line: one class per command, this one on top. */
@Command(
        name = "wandb4j",
        description =
                "Weights & Biases for the JVM: log in, send runs, keep a local server, create sweeps and work on them.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class)
public final class Wandb4j implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--stacktrace",
            scope = ScopeType.INHERIT,
            description = "Show where in the program an error comes from.")
    private boolean stacktrace;

    private Wandb4j() {}

    /** Runs one command and exits: 0 when it worked, 1 when it failed, 2 when it was not understood. */
    public static void main(String[] args) {
        System.exit(commandLine(Environment.ofProcess()).execute(args));
    }

    /** The whole command line, to be executed in this process. */
    static CommandLine commandLine(Environment environment) {
        Wandb4j top = new Wandb4j();
        return new CommandLine(top)
                .addSubcommand(new Login(environment))
                .addSubcommand(new Init(environment))
                .addSubcommand(new Status(environment))
                .addSubcommand(new Offline(environment))
                .addSubcommand(new Online(environment))
                .addSubcommand(new Disabled(environment))
                .addSubcommand(new Enabled(environment))
                .addSubcommand(new SyncRuns(environment))
                .addSubcommand(new Clean(environment, Clock.systemDefaultZone()))
                .addSubcommand(new Server())
                .addSubcommand(new Sweeps(environment))
                .addSubcommand(new AgentStart(environment))
                .addSubcommand(new ControllerStart(environment))
                .addSubcommand(Artifacts.commandLine(environment))
                .addSubcommand(new Verify(environment))
                .addSubcommand(new AutoComplete.GenerateCompletion())
                .setExecutionExceptionHandler((error, command, parsed) -> top.failed(error, command))
                .setParameterExceptionHandler((error, args) -> misunderstood(error));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command");
    }

    private int failed(Exception error, CommandLine command) {
        PrintWriter err = command.getErr();
        err.println("wandb4j: " + ErrorLine.of(error));
        if (stacktrace) {
            error.printStackTrace(err);
        }
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static int misunderstood(ParameterException error) {
        CommandLine command = error.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("wandb4j: " + ErrorLine.of(error) + "; see `"
                + command.getCommandSpec().qualifiedName() + " --help`");
        err.flush();
        return CommandLine.ExitCode.USAGE;
    }
}
