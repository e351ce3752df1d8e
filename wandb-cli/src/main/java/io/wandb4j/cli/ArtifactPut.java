package io.wandb4j.cli;

import io.wandb4j.Wandb;
import io.wandb4j.artifact.Artifact;
import io.wandb4j.artifact.ArtifactPath;
import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.artifact.FilePolicy;
import io.wandb4j.artifact.FileSelection;
import io.wandb4j.errors.CommunicationException;
import io.wandb4j.errors.UsageException;
import io.wandb4j.errors.WandbException;
import io.wandb4j.run.Run;
import io.wandb4j.settings.Environment;
import io.wandb4j.settings.Resume;
import io.wandb4j.settings.Settings;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Logs a file, a folder or a reference as a version. */
@Command(
        name = "put",
        description = "Log a file, a folder or a reference (s3://, gs://, http(s)://, file://) as a version."
                + " Prints its path.")
final class ArtifactPut implements Runnable {
    private final Environment environment;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "PATH", description = "The file, folder or address.")
    private String path;

    @Option(
            names = {"-n", "--name"},
            paramLabel = "NAME",
            description = "ENTITY/PROJECT/NAME, or less; without this, the name of the file or folder.")
    private @Nullable String name;

    @Option(
            names = {"-t", "--type"},
            defaultValue = "dataset",
            description = "What the files are (default: ${DEFAULT-VALUE}).")
    private String type;

    @Option(
            names = {"-d", "--description"},
            paramLabel = "TEXT",
            description = "What the artifact is for.")
    private @Nullable String description;

    @Option(
            names = {"-a", "--alias"},
            paramLabel = "ALIAS",
            description = "An alias besides latest; may be given several times.")
    private List<String> aliases = new ArrayList<>();

    @Option(names = "--tag", paramLabel = "TAG", description = "A tag of the version; may be given several times.")
    private List<String> tags = new ArrayList<>();

    @Option(names = "--id", paramLabel = "RUN", description = "The run that logs it; without this, a new one.")
    private @Nullable String runId;

    @Option(names = "--resume", description = "Let the run of --id go on.")
    private boolean resume;

    @Option(
            names = "--policy",
            defaultValue = "mutable",
            description = "mutable: files may change meanwhile, as they are copied; immutable: they are not copied, and"
                    + " must stay as they are (default: ${DEFAULT-VALUE}).")
    private FilePolicy policy;

    @Option(names = "--exclude", paramLabel = "GLOB", description = "Leave files out; may be given several times.")
    private List<String> excluded = new ArrayList<>();

    ArtifactPut(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        ArtifactPath target = target();
        try (Run run = Wandb.init(settings(target));
                TransferBar bar = TransferBar.of("Uploading")) {
            Artifact artifact = filled(Artifact.create(target.name(), type, run.settings()));
            ArtifactVersion version = run.logArtifact(artifact, bar::show, aliases.toArray(String[]::new))
                    .get();
            PrintWriter out = spec.commandLine().getOut();
            out.println(version.qualifiedName());
            out.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommunicationException("the upload was interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof WandbException failure
                    ? failure
                    : new CommunicationException("the upload failed: " + e.getCause(), e);
        }
    }

    private Artifact filled(Artifact artifact) {
        artifact.tags(tags.toArray(String[]::new));
        if (description != null) {
            artifact.description(description);
        }
        if (path.contains("://")) {
            return artifact.addReference(path);
        }
        Path file = Path.of(path);
        if (Files.isDirectory(file)) {
            return artifact.add(FileSelection.of(file).policy(policy).exclude(excluded.toArray(String[]::new)));
        }
        if (!Files.exists(file)) {
            throw new UsageException("cannot log '" + path + "': there is no such file or folder");
        }
        return artifact.addFile(file, String.valueOf(file.getFileName()), policy);
    }

    private ArtifactPath target() {
        String plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return ArtifactPath.parse(name == null ? plain.substring(plain.lastIndexOf('/') + 1) : name);
    }

    private Settings settings(ArtifactPath target) {
        Settings.Builder settings = Settings.builder().jobType("cli_put").silent(true);
        target.entity().ifPresent(settings::entity);
        target.project().ifPresent(settings::project);
        if (runId != null) {
            settings.id(runId);
            if (resume) {
                settings.resume(Resume.ALLOW);
            }
        }
        return settings.build().resolved(environment);
    }
}
