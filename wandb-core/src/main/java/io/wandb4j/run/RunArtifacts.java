package io.wandb4j.run;

import static java.util.Objects.requireNonNull;

import io.wandb4j.artifact.Artifact;
import io.wandb4j.artifact.ArtifactPath;
import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.artifact.TransferProgress;
import io.wandb4j.errors.CommunicationException;
import io.wandb4j.errors.UsageException;
import io.wandb4j.errors.WandbException;
import io.wandb4j.internal.log.proto.ArtifactRecord;
import io.wandb4j.internal.stream.RunIdentity;
import io.wandb4j.internal.transport.artifact.ArtifactRecords;
import io.wandb4j.internal.transport.artifact.Artifacts;
import io.wandb4j.internal.transport.artifact.OfflineArtifacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a run does with artifacts. */
final class RunArtifacts {
    private static final Logger log = LoggerFactory.getLogger(RunArtifacts.class);
    private static final String MODEL = "model";
    private static final String MODEL_REGISTRY = "model-registry";

    private final RunContext context;
    private final BooleanSupplier open;

    RunArtifacts(RunContext context, BooleanSupplier open) {
        this.context = context;
        this.open = open;
    }

    CompletableFuture<ArtifactVersion> log(Artifact artifact, List<String> aliases) {
        return append(record(artifact, aliases).build());
    }

    CompletableFuture<ArtifactVersion> log(
            Artifact artifact, Consumer<TransferProgress> listener, List<String> aliases) {
        ArtifactRecord record = record(artifact, aliases).build();
        Artifacts artifacts = context.artifacts();
        if (artifacts != null) {
            artifacts.tell(record.getClientId(), listener);
        }
        return append(record);
    }

    CompletableFuture<Void> upsert(Artifact artifact, String distributedId) {
        return append(distributed(artifact, distributedId, List.of())
                        .setFinalize(false)
                        .build())
                .thenAccept(pending -> {});
    }

    CompletableFuture<ArtifactVersion> finish(Artifact artifact, String distributedId, List<String> aliases) {
        return append(distributed(artifact, distributedId, aliases).build());
    }

    CompletableFuture<ArtifactVersion> logModel(Path path, Optional<String> name, List<String> aliases) {
        String file = requireNonNull(path.toAbsolutePath().normalize().getFileName(), "a model has a name")
                .toString();
        Artifact artifact = Artifact.create(
                name.orElseGet(() -> ReservedName.of("run-" + context.identity().runId() + "-" + file)),
                MODEL,
                context.settings());
        return log(Files.isDirectory(path) ? artifact.addDirectory(path) : artifact.addFile(path), aliases);
    }

    ArtifactVersion linkModel(Path path, String registeredName, List<String> aliases) {
        String target = registeredName.contains("/") ? registeredName : MODEL_REGISTRY + "/" + registeredName;
        online("link a model to " + target);
        return link(await(logModel(path, Optional.empty(), List.of())), target, aliases);
    }

    /** How artifacts in the config are found and used. */
    ConfigArtifacts inConfig() {
        return new ConfigArtifacts(this::find, this::byId, this::use);
    }

    ArtifactVersion use(String path) {
        ArtifactVersion version = find(path);
        use(version);
        return version;
    }

    private ArtifactVersion find(String text) {
        RunIdentity run = context.identity();
        ArtifactPath path = ArtifactPath.parse(text);
        // Without a server nobody says who owns what names no owner: such a path is remembered as it is.
        ArtifactPath offline = path.orIn(context.settings().entity(), Optional.of(run.project()));
        Artifacts artifacts = context.artifacts();
        return artifacts == null
                ? new OfflineArtifacts(context.settings()).find(offline)
                : artifacts.find(path.orIn(Optional.of(run.entity()), Optional.of(run.project())), offline);
    }

    private ArtifactVersion byId(String id) {
        Artifacts artifacts = context.artifacts();
        return artifacts == null ? new OfflineArtifacts(context.settings()).byId(id) : artifacts.byId(id);
    }

    void use(ArtifactVersion version) {
        RunIdentity run = context.identity();
        Artifacts artifacts = context.artifacts();
        if (artifacts == null) {
            log.info("run {} is not online: that it uses {} is not noted", run.runId(), version);
        } else {
            artifacts.use(version, run.entity(), run.project(), run.runId());
        }
    }

    Path useModel(String path) {
        ArtifactVersion version = use(path);
        if (!version.type().toLowerCase(Locale.ROOT).contains(MODEL)) {
            throw new UsageException("artifact " + version + " is no model, its type is '" + version.type()
                    + "': use it with useArtifact()");
        }
        Path folder = version.download();
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.limit(2).toList();
            return found.size() == 1 ? found.get(0) : folder;
        } catch (IOException | UncheckedIOException e) {
            throw new UsageException("cannot read model " + version + " in '" + folder + "': " + e, e);
        }
    }

    ArtifactVersion link(ArtifactVersion version, String target, List<String> aliases) {
        online("link artifact " + version);
        return version.link(target, aliases.toArray(String[]::new));
    }

    private CompletableFuture<ArtifactVersion> append(ArtifactRecord record) {
        if (!open.getAsBoolean()) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("run " + context.identity().runId() + " has ended"));
        }
        return context.stream().append(record);
    }

    private ArtifactRecord.Builder record(Artifact artifact, List<String> aliases) {
        RunIdentity run = context.identity();
        return ArtifactRecords.toRecord(artifact, run.entity(), run.project(), run.runId(), aliases).toBuilder();
    }

    private ArtifactRecord.Builder distributed(Artifact artifact, String distributedId, List<String> aliases) {
        if (distributedId.isBlank()) {
            throw new UsageException("artifact '" + artifact.name()
                    + "' of several runs needs an id that they agree on, such as their group");
        }
        return record(artifact, aliases).setDistributedId(distributedId);
    }

    private Artifacts online(String what) {
        Artifacts artifacts = context.artifacts();
        if (artifacts == null) {
            throw new UsageException("cannot " + what + ": the run is not online");
        }
        return artifacts;
    }

    private static ArtifactVersion await(CompletableFuture<ArtifactVersion> version) {
        try {
            return version.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommunicationException("the thread was interrupted while an artifact was uploaded", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof WandbException failure
                    ? failure
                    : new CommunicationException("the artifact was not uploaded: " + e.getCause(), e);
        }
    }
}
