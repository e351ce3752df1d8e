package io.wandb4j.cli;

import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.query.Api;
import io.wandb4j.settings.Environment;
import io.wandb4j.settings.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares a folder with a version. */
@Command(
        name = "verify",
        description = "Compare a folder with a version: fails if a file is missing, changed or not part of it.")
final class ArtifactVerify implements Runnable {
    private final Environment environment;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "PATH", description = "ENTITY/PROJECT/NAME:VERSION, or less; VERSION may be an alias.")
    private String path;

    @Option(names = "--root", paramLabel = "DIR", required = true, description = "The folder.")
    private Path root;

    ArtifactVerify(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        try (Api api = Api.connect(Settings.builder().build().resolved(environment))) {
            ArtifactVersion version = api.artifact(path);
            try (TransferBar bar = TransferBar.of("Verifying")) {
                version.verify(root, bar::show);
            }
            PrintWriter out = spec.commandLine().getOut();
            out.println(root + " is " + version);
            out.flush();
        }
    }
}
