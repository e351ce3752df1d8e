package io.wandb4j.server.api;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import io.wandb4j.server.artifact.Artifact;
import io.wandb4j.server.artifact.ArtifactCollection;
import io.wandb4j.server.artifact.ArtifactStores;
import io.wandb4j.server.artifact.ArtifactType;
import io.wandb4j.server.artifact.Membership;
import io.wandb4j.server.blob.SignedUrls;
import io.wandb4j.server.graphql.Arguments;
import io.wandb4j.server.graphql.Connection;
import io.wandb4j.server.graphql.GlobalId;
import io.wandb4j.server.graphql.TypeFields;
import io.wandb4j.server.graphql.Wiring;
import io.wandb4j.server.run.Project;
import io.wandb4j.server.run.Projects;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The artifacts of a project: types, collections and the versions in them. */
public final class ArtifactCollectionWiring implements Wiring {

    private final ArtifactStores stores;
    private final Projects projects;
    private final ArtifactFileNodes files;

    /** Answers from these stores and signs transfer addresses. */
    public ArtifactCollectionWiring(ArtifactStores stores, Projects projects, SignedUrls urls) {
        this.stores = stores;
        this.projects = projects;
        this.files = new ArtifactFileNodes(stores, urls);
    }

    @Override
    public Set<String> features() {
        return Set.of("PROJECT_ARTIFACT_COLLECTION_MEMBERSHIP", "ARTIFACT_COLLECTIONS_FILTERING_SORTING");
    }

    @Override
    public void addTo(RuntimeWiring.Builder wiring) {
        TypeFields.root("Query").call("artifactCollection", this::find).addTo(wiring);
        projectFields().addTo(wiring);
        typeFields().addTo(wiring);
        collectionFields("ArtifactPortfolio").addTo(wiring);
        collectionFields("ArtifactSequence")
                .field("latestArtifact", collection -> stores.memberships()
                        .newest(collection.id())
                        .map(this::artifact)
                        .orElse(null))
                .field("digestAlgorithm", collection -> "MANIFEST_MD5")
                .addTo(wiring);
        membershipFields().addTo(wiring);
        TypeFields.of("VersionedArtifactEdge", Connection.Edge.class)
                .field("node", edge -> artifact((Membership) edge.node()))
                .field("version", edge -> "v" + ((Membership) edge.node()).version())
                .addTo(wiring);
        wiring.type(
                "ArtifactCollection",
                builder -> builder.typeResolver(environment -> environment
                        .getSchema()
                        .getObjectType(
                                isPortfolio(environment.getObject()) ? "ArtifactPortfolio" : "ArtifactSequence")));
    }

    private TypeFields<Project> projectFields() {
        return TypeFields.of("Project", Project.class)
                .field("artifact", (project, environment) -> named(project, environment)
                        .map(this::artifact)
                        .orElse(null))
                .field("artifactCollectionMembership", (project, environment) -> named(project, environment)
                        .orElse(null))
                .field(
                        "artifactTypes",
                        (project, environment) ->
                                Connection.of(stores.collections().types(project), Arguments.of(environment)))
                .field("artifactType", this::type)
                .field(
                        "artifactCollections",
                        (project, environment) -> page(stores.collections().list(project), environment))
                .field("artifactCollection", (project, environment) -> stores.collections()
                        .find(project, Arguments.of(environment).needText("name"))
                        .orElse(null));
    }

    private TypeFields<ArtifactType> typeFields() {
        return TypeFields.of("ArtifactType", ArtifactType.class)
                .field("id", type -> GlobalId.of("ArtifactType", type.id()))
                .field(
                        "artifactCollections",
                        (type, environment) -> page(stores.collections().list(type), environment))
                .field("artifactCollection", this::inType);
    }

    private TypeFields<ArtifactCollection> collectionFields(String type) {
        return TypeFields.of(type, ArtifactCollection.class)
                .field("id", collection -> GlobalId.of("ArtifactCollection", collection.id()))
                .field("state", this::state)
                .field("project", collection -> projects.get(collection.projectId()))
                .field("defaultArtifactType", collection -> stores.collections().type(collection.typeId()))
                .field("tags", collection -> Connection.all(ArtifactWiring.tags(collection.tags())))
                .field(
                        "aliases",
                        (collection, environment) -> Connection.orAll(
                                stores.memberships().aliases(collection), Arguments.of(environment), alias -> alias))
                .field("artifacts", this::versions)
                .field("artifactMembership", (collection, environment) -> stores.memberships()
                        .find(collection, Arguments.of(environment).needText("aliasName"))
                        .orElse(null));
    }

    private TypeFields<Membership> membershipFields() {
        return TypeFields.of("ArtifactCollectionMembership", Membership.class)
                .field("id", membership -> GlobalId.of("ArtifactCollectionMembership", membership.id()))
                .field("versionIndex", Membership::version)
                .field("aliases", membership -> stores.memberships().aliases(membership))
                .field("artifactCollection", membership -> stores.collections().get(membership.collectionId()))
                .field("artifact", this::artifact)
                .field("files", (membership, environment) -> files.list(artifact(membership), environment));
    }

    private @Nullable ArtifactCollection find(DataFetchingEnvironment environment) {
        long id = GlobalId.row("ArtifactCollection", Arguments.of(environment).needText("id"));
        return stores.collections().byId(id).orElse(null);
    }

    private Optional<Membership> named(Project project, DataFetchingEnvironment environment) {
        return stores.memberships().named(project, Arguments.of(environment).needText("name"));
    }

    private @Nullable ArtifactType type(Project project, DataFetchingEnvironment environment) {
        return stores.collections()
                .findType(project, Arguments.of(environment).needText("name"))
                .orElse(null);
    }

    private @Nullable ArtifactCollection inType(ArtifactType type, DataFetchingEnvironment environment) {
        Project project = projects.get(type.projectId());
        return stores.collections()
                .find(project, Arguments.of(environment).needText("name"))
                .filter(collection -> collection.typeId() == type.id())
                .orElse(null);
    }

    private Connection<ArtifactCollection> page(List<ArtifactCollection> all, DataFetchingEnvironment environment) {
        Arguments arguments = Arguments.of(environment);
        return Connection.of(
                stores.search().collections(all, arguments.text("filters"), arguments.text("order")), arguments);
    }

    private Connection<Membership> versions(ArtifactCollection collection, DataFetchingEnvironment environment) {
        Arguments arguments = Arguments.of(environment);
        List<Membership> all = stores.memberships().list(collection);
        return Connection.of(
                stores.search().versions(all, arguments.text("filters"), arguments.text("order")), arguments);
    }

    private static boolean isPortfolio(@Nullable Object value) {
        return value instanceof ArtifactCollection collection && collection.portfolio();
    }

    private String state(ArtifactCollection collection) {
        return stores.collections().byId(collection.id()).isPresent() ? "READY" : "DELETED";
    }

    private Artifact artifact(Membership membership) {
        return stores.artifacts().get(membership.artifactId());
    }
}
