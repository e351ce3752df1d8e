package io.wandb4j.cli;

import io.wandb4j.server.ServerFolder;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets a person in, also while the server runs. */
@Command(
        name = "add",
        description = "Let a person use the server, or give one another key. Works while the server runs.")
final class ServerUserAdd implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerDirectory directory;

    @Parameters(paramLabel = "NAME", description = "The person's name, which is their entity too.")
    private String name;

    @Option(
            names = "--key",
            required = true,
            paramLabel = "KEY",
            description = "The person's API key, 40 characters or more; - reads it from standard input.")
    private String key;

    @Override
    public void run() {
        String secret = KeyText.of(key, System.in);
        try (ServerFolder folder = ServerFolder.open(directory.path())) {
            folder.users().add(name, secret);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("User " + name + " may use the server with this key.");
        out.flush();
    }
}
