package io.wandb4j.cli;

import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.artifact.Download;
import io.wandb4j.query.Api;
import io.wandb4j.settings.Environment;
import io.wandb4j.settings.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fetches the files of a version. */
@Command(name = "get", description = "Fetch the files of a version. Prints the folder that they are in.")
final class ArtifactGet implements Runnable {
    private final Environment environment;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "PATH", description = "ENTITY/PROJECT/NAME:VERSION, or less; VERSION may be an alias.")
    private String path;

    @Option(names = "--root", paramLabel = "DIR", description = "Where to put them; without this, below artifacts/.")
    private @Nullable Path root;

    @Option(names = "--prefix", paramLabel = "PATH", description = "Only files whose path begins like this.")
    private String prefix = "";

    @Option(names = "--skip-cache", description = "Neither read the cache nor add to it.")
    private boolean skipCache;

    ArtifactGet(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        try (Api api = Api.connect(Settings.builder().build().resolved(environment))) {
            ArtifactVersion version = api.artifact(path);
            Path folder = download(version);
            PrintWriter out = spec.commandLine().getOut();
            out.println(folder);
            out.flush();
        }
    }

    private Path download(ArtifactVersion version) {
        try (TransferBar bar = TransferBar.of("Downloading")) {
            Download download = Download.to(root == null ? version.defaultFolder() : root)
                    .startingWith(prefix)
                    .onProgress(bar::show);
            return version.download(skipCache ? download.withoutCache() : download);
        }
    }
}
