package io.wandb4j.server.api;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import io.wandb4j.server.artifact.Artifact;
import io.wandb4j.server.artifact.ArtifactCollection;
import io.wandb4j.server.artifact.ArtifactRequest;
import io.wandb4j.server.artifact.ArtifactStores;
import io.wandb4j.server.auth.User;
import io.wandb4j.server.errors.RequestException;
import io.wandb4j.server.graphql.Arguments;
import io.wandb4j.server.graphql.Caller;
import io.wandb4j.server.graphql.GlobalId;
import io.wandb4j.server.graphql.TypeFields;
import io.wandb4j.server.graphql.Wiring;
import io.wandb4j.server.run.Project;
import io.wandb4j.server.run.Run;
import io.wandb4j.server.run.RunStores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Making, committing, using, describing, naming and deleting artifact versions. */
public final class ArtifactMutations implements Wiring {

    private static final Map<String, Object> SUCCESS = Map.of("success", true);

    private final ArtifactStores stores;
    private final RunStores runs;

    /** Works on these stores. */
    public ArtifactMutations(ArtifactStores stores, RunStores runs) {
        this.stores = stores;
        this.runs = runs;
    }

    @Override
    public void addTo(RuntimeWiring.Builder wiring) {
        TypeFields.root("Mutation")
                .call("createArtifact", this::create)
                .call("commitArtifact", this::commit)
                .call("useArtifact", this::use)
                .call("updateArtifact", this::update)
                .call("deleteArtifact", this::delete)
                .call("addAliases", this::addAliases)
                .call("deleteAliases", this::deleteAliases)
                .addTo(wiring);
    }

    private Map<String, Object> create(DataFetchingEnvironment environment) {
        Arguments input = Arguments.input(environment);
        User user = Caller.of(environment).user();
        if (!"MANIFEST_MD5".equals(input.text("digestAlgorithm"))) {
            throw RequestException.invalid("this server knows the digest algorithm MD5 only; log the artifact with it");
        }
        Project project = runs.projects().open(input.text("entityName"), input.text("projectName"), user);
        ArtifactRequest request = new ArtifactRequest(
                project,
                user,
                input.needText("artifactTypeName"),
                name(input),
                input.needText("digest"),
                run(project, input.text("runName")),
                input.text("description"),
                input.text("metadata"),
                texts(input, "aliases", "alias"),
                texts(input, "tags", "tagName"),
                input.number("ttlDurationSeconds"),
                input.number("historyStep"),
                input.flag("enableDigestDeduplication"),
                input.text("distributedID"),
                input.text("clientID"),
                input.text("sequenceClientID"));
        collectLeftovers();
        return Map.of("artifact", stores.artifacts().create(request));
    }

    private void collectLeftovers() {
        try {
            stores.leftovers().collect();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Object> commit(DataFetchingEnvironment environment) {
        try {
            return Map.of("artifact", stores.commits().commit(artifact(environment)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Object> use(DataFetchingEnvironment environment) {
        Arguments input = Arguments.input(environment);
        Run run = RunMutations.named(
                runs,
                input.text("entityName"),
                input.text("projectName"),
                input.needText("runName"),
                Caller.of(environment).user());
        long artifact = artifact(environment);
        stores.lineage().use(run.id(), artifact, input.text("usedAs"));
        return Map.of("artifact", stores.artifacts().get(artifact));
    }

    private Map<String, Object> update(DataFetchingEnvironment environment) {
        Arguments input = Arguments.input(environment);
        long id = artifact(environment);
        if (input.value("aliases") != null) {
            rename(stores.artifacts().get(id), texts(input, "aliases", "alias"));
        }
        Artifact changed = stores.artifacts()
                .describe(
                        id,
                        input.text("description"),
                        input.text("metadata"),
                        input.number("ttlDurationSeconds"),
                        texts(input, "tagsToAdd", "tagName"),
                        texts(input, "tagsToDelete", "tagName"));
        return Map.of("artifact", changed);
    }

    // The list is what the version is to be called in its sequence, as older clients send it.
    private void rename(Artifact artifact, List<String> aliases) {
        ArtifactCollection sequence = stores.collections().get(artifact.collectionId());
        List<String> unwanted = stores.memberships().aliases(artifact.id()).stream()
                .filter(alias -> alias.collectionId() == sequence.id() && !aliases.contains(alias.alias()))
                .map(alias -> alias.alias())
                .toList();
        stores.memberships().removeAliases(sequence, artifact.id(), unwanted);
        stores.memberships().addAliases(sequence, artifact.id(), aliases);
    }

    private Map<String, Object> delete(DataFetchingEnvironment environment) {
        boolean withAliases = Arguments.input(environment).flag("deleteAliases");
        long id = artifact(environment);
        stores.deletions().delete(id, withAliases);
        return Map.of("artifact", stores.artifacts().get(id));
    }

    private Map<String, Object> addAliases(DataFetchingEnvironment environment) {
        long artifact = artifact(environment);
        for (Arguments alias : Arguments.input(environment).objects("aliases")) {
            stores.memberships().addAliases(collection(alias, environment), artifact, List.of(alias.needText("alias")));
        }
        return SUCCESS;
    }

    private Map<String, Object> deleteAliases(DataFetchingEnvironment environment) {
        long artifact = artifact(environment);
        for (Arguments alias : Arguments.input(environment).objects("aliases")) {
            stores.memberships()
                    .removeAliases(collection(alias, environment), artifact, List.of(alias.needText("alias")));
        }
        return SUCCESS;
    }

    private ArtifactCollection collection(Arguments named, DataFetchingEnvironment environment) {
        return collection(stores, runs, named, Caller.of(environment).user());
    }

    /** The collection that {@code entityName}, {@code projectName} and {@code artifactCollectionName} name. */
    static ArtifactCollection collection(ArtifactStores stores, RunStores runs, Arguments named, User user) {
        String name = named.needText("artifactCollectionName");
        return runs.projects()
                .find(named.text("entityName"), named.text("projectName"), user)
                .flatMap(project -> stores.collections().find(project, name))
                .orElseThrow(() -> RequestException.invalid("artifact collection not found: " + named.text("entityName")
                        + "/" + named.text("projectName") + "/" + name));
    }

    /** One member of each object in a list. */
    static List<String> texts(Arguments input, String list, String member) {
        return input.objects(list).stream()
                .map(object -> object.needText(member))
                .distinct()
                .toList();
    }

    private @Nullable Run run(Project project, @Nullable String name) {
        if (name == null || name.isEmpty()) {
            return null;
        }
        return runs.runs()
                .find(project, name)
                .orElseThrow(() -> RequestException.invalid(
                        "run not found: " + project.entityName() + "/" + project.name() + "/" + name));
    }

    private static String name(Arguments input) {
        List<String> names = input.texts("artifactCollectionNames");
        return names == null || names.isEmpty() ? input.needText("artifactCollectionName") : names.get(0);
    }

    private static long artifact(DataFetchingEnvironment environment) {
        return GlobalId.row("Artifact", Arguments.input(environment).needText("artifactID"));
    }
}
