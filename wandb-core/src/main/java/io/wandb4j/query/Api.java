package io.wandb4j.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.artifact.ArtifactPath;
import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.errors.AuthenticationException;
import io.wandb4j.errors.CommunicationException;
import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.transport.ApiClient;
import io.wandb4j.internal.transport.Connection;
import io.wandb4j.internal.transport.Viewer;
import io.wandb4j.internal.transport.artifact.Artifacts;
import io.wandb4j.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads back what was logged: projects, runs, sweeps, artifacts.
 *
 * <p>In paths, the entity and the project may be left out: then they are those of the settings, or the entity is the key's
 * own. Safe for use by several threads; close it when it is no longer needed. */
public final class Api implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ApiClient client;
    private final Settings settings;
    private final ServerReader server;
    private volatile @Nullable String ownEntity;

    private Api(ApiClient client, Settings settings) {
        this.client = client;
        this.settings = settings;
        this.server = new ServerReader(client, new Artifacts(client, settings));
    }

    /** Connects to the server of the settings, with what is unset taken from the environment and settings files.
     *
     * @throws io.wandb4j.errors.AuthenticationException if there is no key */
    public static Api connect(Settings settings) {
        Settings resolved = settings.resolved();
        return new Api(ApiClient.open(Connection.of(resolved)), resolved);
    }

    /** Brings back a file that was saved with a run, without a lasting connection; see {@link StoredRun#restore}.
     *
     * @param runPath {@code entity/project/id}, {@code project/id} or {@code id}
     * @throws UsageException if there is no such run */
    public static Optional<Path> restore(Settings settings, String name, String runPath, boolean replace, Path root) {
        Path present = root.resolve(name);
        if (!replace && Files.exists(present)) {
            return Optional.of(present);
        }
        try (Api api = connect(settings)) {
            return api.run(runPath).restore(name, replace, root);
        }
    }

    /** Whom the key belongs to.
     *
     * @throws io.wandb4j.errors.AuthenticationException if the server does not know the key
     * @throws CommunicationException if the server cannot be reached in ten seconds */
    public Account account() {
        Viewer viewer = Viewer.ask(client, PATIENCE)
                .orElseThrow(() -> new AuthenticationException(settings.baseUrl() + " does not know this API key"));
        return new Account(viewer.username(), viewer.entity(), viewer.email(), viewer.teams());
    }

    /** A project.
     *
     * @param path {@code entity/project} or {@code project}
     * @throws UsageException if there is none */
    public StoredProject project(String path) {
        ObjectPath place = ObjectPath.ofProject(path);
        String entity = entity(place);
        JsonNode node = server.ask(
                        "GetProject", QueryDocuments.PROJECT, Map.of("entity", entity, "name", project(place)))
                .path("project");
        if (!node.isObject()) {
            throw ServerReader.missing("project", entity + "/" + project(place));
        }
        return new StoredProject(
                entity, node.path("name").asText(), node.path("id").asText(), ServerReader.instant(node, "createdAt"));
    }

    /** All runs of a project, the oldest first; fetched while the stream is read.
     *
     * @param path {@code entity/project} or {@code project} */
    public Stream<StoredRun> runs(String path) {
        return runs(path, RunQuery.all());
    }

    /** Some runs of a project; fetched while the stream is read. */
    public Stream<StoredRun> runs(String path, RunQuery query) {
        ObjectPath place = ObjectPath.ofProject(path);
        return server.runs(entity(place), project(place), query);
    }

    /** A run.
     *
     * @param path {@code entity/project/id}, {@code project/id} or {@code id}
     * @throws UsageException if there is none */
    public StoredRun run(String path) {
        ObjectPath place = ObjectPath.of(path, "runs");
        return server.run(entity(place), project(place), place.id());
    }

    /** A sweep.
     *
     * @param path {@code entity/project/id}, {@code project/id} or {@code id}
     * @throws UsageException if there is none */
    public StoredSweep sweep(String path) {
        ObjectPath place = ObjectPath.of(path, "sweeps");
        String entity = entity(place);
        String project = project(place);
        JsonNode node = server.ask(
                        "GetSweep",
                        QueryDocuments.SWEEP,
                        Map.of("entity", entity, "project", project, "name", place.id()))
                .at("/project/sweep");
        if (!node.isObject()) {
            throw ServerReader.missing("sweep", entity + "/" + project + "/" + place.id());
        }
        return StoredSweep.of(entity, project, node, server);
    }

    /** A version of an artifact.
     *
     * @param path {@code entity/project/name:alias}, or less; without an alias the latest version
     * @throws UsageException if there is none */
    public ArtifactVersion artifact(String path) {
        return server.artifacts().find(complete(ArtifactPath.parse(path)));
    }

    /** All versions of an artifact, in the server's order.
     *
     * @param type what the artifact's files are, such as {@code model}
     * @param path {@code entity/project/name}, or less */
    public List<ArtifactVersion> artifactVersions(String type, String path) {
        ArtifactPath place = complete(ArtifactPath.parse(path));
        return server.versions(
                        type, place.entity().orElseThrow(), place.project().orElseThrow(), place.name())
                .toList();
    }

    /** The types of artifacts that a project has.
     *
     * @param path {@code entity/project} or {@code project} */
    public Stream<String> artifactTypes(String path) {
        ObjectPath place = ObjectPath.ofProject(path);
        return server.artifactTypes(entity(place), project(place));
    }

    /** The collections of a type that a project has; fetched while the stream is read.
     *
     * @param path {@code entity/project} or {@code project} */
    public Stream<ArtifactCollection> artifactCollections(String type, String path) {
        ObjectPath place = ObjectPath.ofProject(path);
        return server.collections(entity(place), project(place), type);
    }

    /** A collection.
     *
     * @param path {@code entity/project/name}, or less
     * @throws UsageException if there is none */
    public ArtifactCollection artifactCollection(String path) {
        ArtifactPath place = complete(ArtifactPath.parse(path));
        JsonNode node = server.ask(
                        "ProjectArtifactCollection",
                        CollectionDocuments.ONE,
                        Map.of(
                                "entity",
                                place.entity().orElseThrow(),
                                "project",
                                place.project().orElseThrow(),
                                "name",
                                place.name()))
                .at("/project/artifactCollection");
        if (!node.isObject()) {
            throw ServerReader.missing("artifact collection", path);
        }
        return ArtifactCollection.of(node, server);
    }

    /** The run that logged a version; empty if it was no run, or that is gone. */
    public Optional<StoredRun> loggedBy(ArtifactVersion version) {
        return server.pathOfCreator(version).map(this::run);
    }

    /** The runs that used a version. */
    public List<StoredRun> usedBy(ArtifactVersion version) {
        return server.pathsOfUsers(version).stream().map(this::run).toList();
    }

    /** Where a version comes from and what became of it, step by step through runs and other versions.
     *
     * @param mostRuns how many runs are looked at in each direction */
    public Lineage lineage(ArtifactVersion version, int mostRuns) {
        return Lineage.of(version, mostRuns, server);
    }

    /** The entity to which things without a named one belong. */
    public String defaultEntity() {
        return settings.entity().orElseGet(this::ownEntity);
    }

    /** Ends the connection; what was read before stays, but fetches no more. */
    @Override
    public void close() {
        client.close();
    }

    private ArtifactPath complete(ArtifactPath path) {
        Supplier<Optional<String>> entity = () -> Optional.of(defaultEntity());
        return path.orIn(path.entity().or(entity), Optional.of(settings.project()));
    }

    private String entity(ObjectPath path) {
        return path.entity().orElseGet(this::defaultEntity);
    }

    private String project(ObjectPath path) {
        return path.project().orElseGet(settings::project);
    }

    private String ownEntity() {
        String known = ownEntity;
        if (known == null) {
            known = server.ask("GetDefaultEntity", QueryDocuments.VIEWER, Map.of())
                    .at("/viewer/entity")
                    .asText("");
            if (known.isEmpty()) {
                throw new CommunicationException("the server names no default entity: name one in the settings");
            }
            ownEntity = known;
        }
        return known;
    }
}
