package io.wandb4j.cli;

import io.wandb4j.server.StandardFolder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the folder of the local server. */
final class ServerDirectory {
    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "The folder that holds all that the server keeps; without this, the user's data folder.")
    private @Nullable Path dir;

    Path path() {
        Path named = dir;
        return named == null
                ? StandardFolder.ofProcess()
                : named.toAbsolutePath().normalize();
    }
}
