package io.wandb4j.cli;

import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.query.Api;
import io.wandb4j.settings.Environment;
import io.wandb4j.settings.Settings;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the versions of an artifact. */
@Command(name = "ls", description = "List the versions of an artifact: name, bytes, aliases.")
final class ArtifactList implements Runnable {
    private final Environment environment;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "PATH", description = "ENTITY/PROJECT/NAME, or less.")
    private String path;

    @Option(
            names = {"-t", "--type"},
            defaultValue = "model",
            description = "What the files are (default: ${DEFAULT-VALUE}).")
    private String type;

    ArtifactList(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        try (Api api = Api.connect(Settings.builder().build().resolved(environment))) {
            PrintWriter out = spec.commandLine().getOut();
            for (ArtifactVersion version : api.artifactVersions(type, path)) {
                out.println(
                        version.nameAndVersion() + "\t" + version.size() + "\t" + String.join(",", version.aliases()));
            }
            out.flush();
        }
    }
}
