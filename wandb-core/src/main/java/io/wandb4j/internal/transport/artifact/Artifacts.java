package io.wandb4j.internal.transport.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import io.wandb4j.artifact.ArtifactCache;
import io.wandb4j.artifact.ArtifactPath;
import io.wandb4j.artifact.ArtifactStaging;
import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.artifact.TransferProgress;
import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.log.proto.ArtifactRecord;
import io.wandb4j.internal.transport.ApiClient;
import io.wandb4j.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The artifacts of a server: upload, find, use.
 *
 * <p>Safe for use by several threads. Versions of one artifact are numbered in the order in which their uploads end. */
public final class Artifacts {
    private static final int PAGE = 50;

    private final ApiClient client;
    private final ArtifactUploader uploader;
    private final ArtifactReader reader;
    private final KnownVersions known;
    private final Map<String, Consumer<TransferProgress>> listeners = new ConcurrentHashMap<>();

    /** The artifacts that a client reaches, with the cache and the folders of the settings. */
    public Artifacts(ApiClient client, Settings settings) {
        ArtifactCache cache = ArtifactCache.in(settings.cacheDir());
        this.client = client;
        this.uploader = new ArtifactUploader(client, cache, ArtifactStaging.in(settings.dataDir()));
        this.known = KnownVersions.of(settings);
        this.reader = new ArtifactReader(new VersionServer(client, settings, cache, this));
    }

    /** Uploads a logged artifact and answers its version: a new one, or the latest if it has the same contents. */
    public ArtifactVersion upload(ArtifactRecord record) {
        Consumer<TransferProgress> listener = listeners.getOrDefault(record.getClientId(), progress -> {});
        ArtifactVersion version = byId(uploader.upload(record, listener));
        listeners.remove(record.getClientId());
        if (record.getUseAfterCommit()) {
            use(version, record.getEntity(), record.getProject(), record.getRunId());
        }
        return version;
    }

    /** Has somebody told how far the upload of a logged artifact is, on its threads.
     *
     * @param clientId by which its record calls it */
    public void tell(String clientId, Consumer<TransferProgress> listener) {
        listeners.put(clientId, listener);
    }

    /** The version with this path; entity and project must be named.
     *
     * @throws UsageException if there is none */
    public ArtifactVersion find(ArtifactPath path) {
        return find(path, path);
    }

    /** The version with this path, which will be found by another one, too, when there is no server to ask.
     *
     * @throws UsageException if there is none */
    public ArtifactVersion find(ArtifactPath path, ArtifactPath offline) {
        String entity = path.entity().orElseThrow(() -> missing(path, "entity"));
        String project = path.project().orElseThrow(() -> missing(path, "project"));
        JsonNode membership = client.graphql(
                        "ArtifactMembershipByName",
                        ArtifactDocuments.BY_NAME,
                        Map.of("entity", entity, "project", project, "name", path.name() + ":" + path.alias()))
                .at("/project/artifactCollectionMembership");
        if (!membership.path("artifact").isObject()) {
            throw new UsageException(
                    "artifact '" + path + "' does not exist: check its name, and its alias or version");
        }
        known.note(path, membership);
        known.note(offline, membership);
        return reader.membership(membership);
    }

    /** The version that the server knows by this id. */
    public ArtifactVersion byId(String id) {
        JsonNode artifact = client.graphql("ArtifactByID", ArtifactDocuments.BY_ID, Map.of("id", id))
                .path("artifact");
        if (!artifact.isObject()) {
            throw new UsageException("artifact with id '" + id + "' does not exist");
        }
        known.noteVersion(id, artifact);
        return reader.version(artifact);
    }

    /** Notes that a run uses a version. */
    public void use(ArtifactVersion version, String entity, String project, String runId) {
        Map<String, @Nullable Object> input = new LinkedHashMap<>();
        input.put("artifactID", version.id());
        input.put("entityName", entity);
        input.put("projectName", project);
        input.put("runName", runId);
        input.put("usedAs", null);
        if (client.supports("USE_ARTIFACT_WITH_ENTITY_AND_PROJECT_INFORMATION")) {
            input.put("artifactEntityName", version.entity());
            input.put("artifactProjectName", version.project());
        }
        client.graphql("UseArtifact", ArtifactDocuments.USE, Map.of("input", input));
    }

    /** Some versions of a long list.
     *
     * @param next where the list goes on, null at its end */
    public record Page(
            List<ArtifactVersion> versions, @Nullable String next) {}

    /** Some versions of a collection, in the server's order; those of a collection of links as links.
     *
     * @param cursor where to begin, null at the first one */
    public Page versions(String type, String entity, String project, String name, @Nullable String cursor) {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        variables.put("entity", entity);
        variables.put("project", project);
        variables.put("type", type);
        variables.put("collection", name);
        variables.put("cursor", cursor);
        variables.put("perPage", PAGE);
        JsonNode page = client.graphql("ProjectArtifacts", ArtifactDocuments.VERSIONS, variables)
                .at("/project/artifactType/artifactCollection/artifacts");
        List<ArtifactVersion> versions = new ArrayList<>();
        for (JsonNode edge : page.path("edges")) {
            ArtifactPath path = new ArtifactPath(
                    Optional.of(entity),
                    Optional.of(project),
                    name,
                    edge.path("version").asText());
            versions.add(reader.version(edge.path("node"), path));
        }
        return new Page(versions, next(page));
    }

    /** The versions that a run logged. */
    public List<ArtifactVersion> loggedBy(String entity, String project, String runId) {
        return pages(
                "RunOutputArtifacts",
                ArtifactDocuments.LOGGED,
                runVariables(entity, project, runId),
                "/project/run/artifacts");
    }

    /** The versions that a run used. */
    public List<ArtifactVersion> usedBy(String entity, String project, String runId) {
        return pages(
                "RunInputArtifacts",
                ArtifactDocuments.USED,
                runVariables(entity, project, runId),
                "/project/run/artifacts");
    }

    private List<ArtifactVersion> pages(
            String operation, String document, Map<String, @Nullable Object> variables, String connection) {
        List<ArtifactVersion> versions = new ArrayList<>();
        variables.put("perPage", PAGE);
        String cursor = null;
        do {
            variables.put("cursor", cursor);
            JsonNode page = client.graphql(operation, document, variables).at(connection);
            page.path("edges").forEach(edge -> versions.add(reader.version(edge.path("node"))));
            cursor = next(page);
        } while (cursor != null);
        return versions;
    }

    private static @Nullable String next(JsonNode page) {
        return page.at("/pageInfo/hasNextPage").booleanValue()
                ? page.at("/pageInfo/endCursor").textValue()
                : null;
    }

    private static Map<String, @Nullable Object> runVariables(String entity, String project, String runId) {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        variables.put("entity", entity);
        variables.put("project", project);
        variables.put("run", runId);
        return variables;
    }

    private static UsageException missing(ArtifactPath path, String part) {
        return new UsageException("artifact path '" + path + "' must name its " + part);
    }
}
