package io.wandb4j.cli;

import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.query.Api;
import io.wandb4j.query.ArtifactCollection;
import io.wandb4j.settings.Environment;
import io.wandb4j.settings.Settings;
import java.io.PrintWriter;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the versions of an artifact. */
@Command(
        name = "ls",
        description = "List the versions of an artifact, or the artifacts of a project with their latest versions:"
                + " name, bytes, aliases, type.")
final class ArtifactList implements Runnable {
    private final Environment environment;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "PATH", description = "ENTITY/PROJECT/NAME, or NAME; or ENTITY/PROJECT for all artifacts.")
    private String path;

    @Option(
            names = {"-t", "--type"},
            description = "Only artifacts of this type.")
    private @Nullable String type;

    ArtifactList(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        try (Api api = Api.connect(Settings.builder().build().resolved(environment))) {
            PrintWriter out = spec.commandLine().getOut();
            found(api)
                    .forEach(version -> out.println(version.nameAndVersion() + "\t" + version.size() + "\t"
                            + String.join(",", version.aliases()) + "\t" + version.type()));
            out.flush();
        }
    }

    private Stream<ArtifactVersion> found(Api api) {
        if (path.split("/", -1).length != 2) {
            ArtifactCollection collection = api.artifactCollection(path);
            return isWanted(collection.type()) ? collection.versions() : Stream.of();
        }
        return api.artifactTypes(path)
                .filter(this::isWanted)
                .flatMap(each -> api.artifactCollections(each, path))
                .flatMap(collection -> collection.versions().limit(1));
    }

    private boolean isWanted(String found) {
        return type == null || type.equals(found);
    }
}
