package io.wandb4j.server.api;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import io.wandb4j.server.artifact.Artifact;
import io.wandb4j.server.artifact.ArtifactCollection;
import io.wandb4j.server.artifact.ArtifactStores;
import io.wandb4j.server.artifact.Membership;
import io.wandb4j.server.errors.RequestException;
import io.wandb4j.server.graphql.Arguments;
import io.wandb4j.server.graphql.Caller;
import io.wandb4j.server.graphql.GlobalId;
import io.wandb4j.server.graphql.TypeFields;
import io.wandb4j.server.graphql.Wiring;
import io.wandb4j.server.run.Project;
import io.wandb4j.server.run.RunStores;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Linking versions to portfolios, and changing and deleting collections. */
public final class ArtifactCollectionMutations implements Wiring {

    private static final Map<String, Object> SUCCESS = Map.of("success", true);

    private final ArtifactStores stores;
    private final RunStores runs;

    /** Works on these stores. */
    public ArtifactCollectionMutations(ArtifactStores stores, RunStores runs) {
        this.stores = stores;
        this.runs = runs;
    }

    @Override
    public Set<String> features() {
        return Set.of("ARTIFACT_MEMBERSHIP_IN_LINK_ARTIFACT_RESPONSE");
    }

    @Override
    public void addTo(RuntimeWiring.Builder wiring) {
        TypeFields.root("Mutation")
                .call("linkArtifact", this::link)
                .call("unlinkArtifact", this::unlink)
                .call("updateArtifactSequence", environment -> describe("artifactSequenceID", environment))
                .call("updateArtifactPortfolio", environment -> describe("artifactPortfolioID", environment))
                .call("moveArtifactSequence", this::move)
                .call("deleteArtifactSequence", environment -> delete("artifactSequenceID", environment))
                .call("deleteArtifactPortfolio", environment -> delete("artifactPortfolioID", environment))
                .call("createArtifactCollectionTagAssignments", this::tag)
                .call("deleteArtifactCollectionTagAssignments", this::untag)
                .addTo(wiring);
    }

    private Map<String, Object> link(DataFetchingEnvironment environment) {
        Arguments input = Arguments.input(environment);
        Artifact artifact = artifact(input);
        List<String> aliases = ArtifactMutations.texts(input, "aliases", "alias");
        Membership membership;
        if (input.text("artifactPortfolioID") == null) {
            Project project = runs.projects()
                    .open(
                            input.text("entityName"),
                            input.text("projectName"),
                            Caller.of(environment).user());
            String name = input.needText("artifactPortfolioName");
            membership = stores.artifacts().link(artifact, project.id(), name, aliases);
        } else {
            ArtifactCollection portfolio = stores.collections().get(collection("artifactPortfolioID", input));
            membership = stores.artifacts().link(artifact, portfolio.projectId(), portfolio.name(), aliases);
        }
        return Map.of("versionIndex", membership.version(), "artifactMembership", membership);
    }

    private Map<String, Object> unlink(DataFetchingEnvironment environment) {
        Arguments input = Arguments.input(environment);
        stores.artifacts()
                .unlink(
                        GlobalId.row("Artifact", input.needText("artifactID")),
                        collection("artifactPortfolioID", input));
        return SUCCESS;
    }

    private Map<String, Object> describe(String idMember, DataFetchingEnvironment environment) {
        Arguments input = Arguments.input(environment);
        ArtifactCollection changed = stores.collections()
                .describe(collection(idMember, input), input.text("name"), input.text("description"));
        return Map.of("artifactCollection", changed);
    }

    private Map<String, Object> move(DataFetchingEnvironment environment) {
        Arguments input = Arguments.input(environment);
        ArtifactCollection moved = stores.collections()
                .move(collection("artifactSequenceID", input), input.needText("destinationArtifactTypeName"));
        return Map.of("artifactCollection", moved);
    }

    private Map<String, Object> delete(String idMember, DataFetchingEnvironment environment) {
        ArtifactCollection collection = stores.collections().get(collection(idMember, Arguments.input(environment)));
        stores.deletions().deleteCollection(collection.id());
        return Map.of("artifactCollection", collection);
    }

    private Map<String, Object> tag(DataFetchingEnvironment environment) {
        Arguments input = Arguments.input(environment);
        List<String> tags = ArtifactMutations.texts(input, "tags", "tagName");
        ArtifactCollection tagged =
                stores.collections().tag(named(input, environment).id(), tags, List.of());
        return Map.of("tags", ArtifactWiring.tags(tagged.tags()));
    }

    private Map<String, Object> untag(DataFetchingEnvironment environment) {
        Arguments input = Arguments.input(environment);
        List<String> tags = ArtifactMutations.texts(input, "tags", "tagName");
        stores.collections().tag(named(input, environment).id(), List.of(), tags);
        return SUCCESS;
    }

    private ArtifactCollection named(Arguments input, DataFetchingEnvironment environment) {
        return ArtifactMutations.collection(
                stores, runs, input, Caller.of(environment).user());
    }

    private Artifact artifact(Arguments input) {
        String id = input.text("artifactID");
        if (id != null) {
            return stores.artifacts().get(GlobalId.row("Artifact", id));
        }
        return stores.artifacts()
                .byClientId(input.needText("clientID"))
                .orElseThrow(() -> RequestException.invalid("no artifact version has this client id"));
    }

    private static long collection(String member, Arguments input) {
        return GlobalId.row("ArtifactCollection", input.needText(member));
    }
}
