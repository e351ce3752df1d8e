package io.wandb4j.cli;

import io.wandb4j.server.LocalServer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Ends the server that another process serves a folder with. */
@Command(
        name = "stop",
        description = "Stop the server that `wandb4j server start` started, and wait for its end."
                + " The exit code is 0 if none runs any more.")
final class ServerStop implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerDirectory directory;

    @Override
    public Integer call() {
        Path path = directory.path();
        Optional<String> address = LocalServer.addressOf(path);
        if (address.isEmpty()) {
            say("No server runs on " + path + ".");
            return ExitCode.OK;
        }
        Optional<ProcessHandle> process = ServerProcessFile.in(path).read();
        if (process.isEmpty()) {
            say("The server at " + address.get() + " is part of another program; it ends with that.");
            return ExitCode.SOFTWARE;
        }
        CompletableFuture<ProcessHandle> end = process.get().onExit();
        process.get().destroy();
        end.join();
        say("The server at " + address.get() + " has ended.");
        return ExitCode.OK;
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
