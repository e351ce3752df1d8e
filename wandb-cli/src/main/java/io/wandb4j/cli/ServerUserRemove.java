package io.wandb4j.cli;

import io.wandb4j.server.ServerFolder;
import io.wandb4j.server.errors.ServerException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets a person in no more, also while the server runs. */
@Command(
        name = "remove",
        description = "Take a person's keys away and log them out; their runs stay. Works while the server runs.")
final class ServerUserRemove implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerDirectory directory;

    @Parameters(paramLabel = "NAME", description = "The person's name.")
    private String name;

    @Override
    public void run() {
        if (name.equalsIgnoreCase(ServerFolder.OWNER)) {
            throw new ServerException("the user " + ServerFolder.OWNER + " is the server's own and stays");
        }
        try (ServerFolder folder = ServerFolder.open(directory.path())) {
            folder.users().removeKeys(name);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("User " + name + " has no key to the server any more.");
        out.flush();
    }
}
