package io.wandb4j.server.api;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import io.wandb4j.server.artifact.Alias;
import io.wandb4j.server.artifact.Artifact;
import io.wandb4j.server.artifact.ArtifactCollection;
import io.wandb4j.server.artifact.ArtifactStores;
import io.wandb4j.server.artifact.StoredManifest;
import io.wandb4j.server.auth.User;
import io.wandb4j.server.auth.Users;
import io.wandb4j.server.blob.SignedUrls;
import io.wandb4j.server.graphql.Arguments;
import io.wandb4j.server.graphql.Connection;
import io.wandb4j.server.graphql.FileNode;
import io.wandb4j.server.graphql.GlobalId;
import io.wandb4j.server.graphql.TypeFields;
import io.wandb4j.server.graphql.Wiring;
import io.wandb4j.server.run.Run;
import io.wandb4j.server.run.Runs;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an artifact version is: its names, files, manifest and lineage. */
public final class ArtifactWiring implements Wiring {

    private static final long NO_TTL = -2;
    private static final long INHERITED_TTL = -1;

    private final ArtifactStores stores;
    private final Runs runs;
    private final Users users;
    private final ArtifactFileNodes files;

    /** Answers from these stores and signs transfer addresses. */
    public ArtifactWiring(ArtifactStores stores, Runs runs, Users users, SignedUrls urls) {
        this.stores = stores;
        this.runs = runs;
        this.users = users;
        this.files = new ArtifactFileNodes(stores, urls);
    }

    @Override
    public Set<String> features() {
        return Set.of(
                "ARTIFACT_TAGS",
                "CLIENT_IDS",
                "TOTAL_COUNT_IN_FILE_CONNECTION",
                "ARTIFACT_COLLECTION_MEMBERSHIP_FILES",
                "ARTIFACT_COLLECTION_MEMBERSHIP_FILE_DOWNLOAD_HANDLER",
                "ARTIFACT_V2_DOWNLOAD_HANDLER_SUPPORTS_ARTIFACT_ID",
                "USE_ARTIFACT_WITH_ENTITY_AND_PROJECT_INFORMATION",
                "WANDB4J_ARTIFACT_BUNDLES");
    }

    @Override
    public void addTo(RuntimeWiring.Builder wiring) {
        TypeFields.root("Query")
                .call("artifact", this::find)
                .call("clientIDMapping", this::clientId)
                .addTo(wiring);
        TypeFields<Artifact> fields = TypeFields.of("Artifact", Artifact.class)
                .field("id", artifact -> GlobalId.of("Artifact", artifact.id()))
                .field("versionIndex", Artifact::version)
                .field("state", artifact -> artifact.state().name())
                .field("digestAlgorithm", artifact -> "MANIFEST_MD5")
                .field("tags", artifact -> tags(artifact.tags()))
                .field("ttlDurationSeconds", ArtifactWiring::ttl)
                .field("ttlIsInherited", ArtifactWiring::inheritsTtl)
                .field("storageBytes", Artifact::size);
        related(fields);
        fields.addTo(wiring);
        TypeFields.of("ArtifactManifest", StoredManifest.class)
                .field("id", manifest -> GlobalId.of("ArtifactManifest", manifest.id()))
                .field("file", files::manifest)
                .addTo(wiring);
        TypeFields.of("ArtifactAlias", Alias.class)
                .field("id", alias -> GlobalId.of("ArtifactAlias", alias.id()))
                .field("artifactCollection", alias -> stores.collections().get(alias.collectionId()))
                .addTo(wiring);
        TypeFields.of("File", FileNode.class).field("artifact", this::owner).addTo(wiring);
        runFields(wiring);
    }

    private void related(TypeFields<Artifact> fields) {
        fields.field("artifactSequence", this::sequence)
                .field("artifactType", artifact -> stores.collections()
                        .type(sequence(artifact).typeId()))
                .field("aliases", artifact -> stores.memberships().aliases(artifact.id()))
                .field("currentManifest", this::manifest)
                .field("files", files::list)
                .field("filesByManifestEntries", files::byEntries)
                .field("createdBy", this::creator)
                .field(
                        "usedBy",
                        (artifact, environment) -> Connection.orAll(
                                stores.lineage().users(artifact.id()), Arguments.of(environment), runs::get))
                .field(
                        "artifactMemberships",
                        artifact -> Connection.all(stores.memberships().of(artifact.id())));
    }

    private void runFields(RuntimeWiring.Builder wiring) {
        TypeFields.of("Run", Run.class)
                .field(
                        "outputArtifacts",
                        (run, environment) -> page(stores.lineage().outputs(run.id()), environment))
                .field(
                        "inputArtifacts",
                        (run, environment) -> page(stores.lineage().inputs(run.id()), environment))
                .addTo(wiring);
        TypeFields.of("Entity", User.class).field("user", entity -> entity).addTo(wiring);
        TypeFields.of("User", User.class)
                .field("organizations", user -> List.of(new Organization(user)))
                .addTo(wiring);
        TypeFields.of("Organization", Organization.class)
                .field(
                        "id",
                        organization ->
                                GlobalId.of("Organization", organization.owner().id()))
                .field("name", organization -> organization.owner().name())
                .field("orgEntity", Organization::owner)
                .field("featureFlags", organization -> List.of())
                .addTo(wiring);
        wiring.type(
                "ArtifactCreator",
                builder -> builder.typeResolver(environment -> environment
                        .getSchema()
                        .getObjectType(environment.getObject() instanceof Run ? "Run" : "User")));
    }

    /** A user as the organization that their registries belong to: there are no others here. */
    private record Organization(User owner) {}

    /** Tags as nodes; they are values here, so the name makes the id. */
    static List<Map<String, Object>> tags(List<String> names) {
        return names.stream()
                .map(name -> Map.<String, Object>of("id", tagId(name), "name", name))
                .toList();
    }

    private static String tagId(String name) {
        return Base64.getEncoder().encodeToString(("Tag:" + name).getBytes(StandardCharsets.UTF_8));
    }

    private @Nullable Artifact find(DataFetchingEnvironment environment) {
        long id = GlobalId.row("Artifact", Arguments.of(environment).needText("id"));
        return stores.artifacts().find(id).orElse(null);
    }

    private @Nullable Map<String, Object> clientId(DataFetchingEnvironment environment) {
        String clientId = Arguments.of(environment).needText("clientID");
        Optional<String> artifact =
                stores.artifacts().byClientId(clientId).map(found -> GlobalId.of("Artifact", found.id()));
        return artifact.or(() -> stores.artifacts()
                        .sequenceByClientId(clientId)
                        .map(sequence -> GlobalId.of("ArtifactCollection", sequence)))
                .map(id -> Map.<String, Object>of("serverID", id))
                .orElse(null);
    }

    private ArtifactCollection sequence(Artifact artifact) {
        return stores.collections().get(artifact.collectionId());
    }

    private @Nullable StoredManifest manifest(Artifact artifact) {
        Long id = artifact.manifestId();
        return id == null ? null : stores.manifests().get(id);
    }

    private @Nullable Artifact owner(FileNode file) {
        Long id = file.artifact();
        return id == null ? null : stores.artifacts().find(id).orElse(null);
    }

    private @Nullable Object creator(Artifact artifact) {
        Long run = artifact.runId();
        if (run != null) {
            return runs.get(run);
        }
        return users.list().stream()
                .filter(user -> user.id() == artifact.userId())
                .findFirst()
                .orElse(null);
    }

    private Connection<Artifact> page(List<Long> ids, DataFetchingEnvironment environment) {
        return Connection.of(ids, Arguments.of(environment), stores.artifacts()::get);
    }

    private static long ttl(Artifact artifact) {
        Long ttl = artifact.ttlSeconds();
        return ttl == null || ttl <= 0 ? NO_TTL : ttl;
    }

    private static boolean inheritsTtl(Artifact artifact) {
        Long ttl = artifact.ttlSeconds();
        return ttl == null || ttl == INHERITED_TTL;
    }
}
