package io.wandb4j.cli;

import io.wandb4j.server.LocalServer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says whether a server serves a folder. */
@Command(
        name = "status",
        description = "Say whether the server runs, and where. The exit code is 0 if it does, else 1.")
final class ServerStatus implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerDirectory directory;

    @Override
    public Integer call() {
        Path path = directory.path();
        Optional<String> address = LocalServer.addressOf(path);
        PrintWriter out = spec.commandLine().getOut();
        out.println(address.map(url -> "A server runs at " + url + " on " + path)
                .orElse("No server runs on " + path + "; `wandb4j server start` starts one."));
        out.flush();
        return address.isPresent() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
