package io.wandb4j.server.api;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import io.wandb4j.server.artifact.ArtifactFiles;
import io.wandb4j.server.artifact.ArtifactStores;
import io.wandb4j.server.artifact.StoredManifest;
import io.wandb4j.server.blob.Parts;
import io.wandb4j.server.blob.SignedUrls;
import io.wandb4j.server.errors.RequestException;
import io.wandb4j.server.graphql.Arguments;
import io.wandb4j.server.graphql.Connection;
import io.wandb4j.server.graphql.FileNode;
import io.wandb4j.server.graphql.GlobalId;
import io.wandb4j.server.graphql.TypeFields;
import io.wandb4j.server.graphql.Wiring;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Announcing the files and manifests of pending artifact versions; bytes go over {@link ArtifactRoutes}. */
public final class ArtifactUploadMutations implements Wiring {

    private final ArtifactStores stores;
    private final ArtifactFileNodes files;

    /** Works on these stores and signs transfer addresses. */
    public ArtifactUploadMutations(ArtifactStores stores, SignedUrls urls) {
        this.stores = stores;
        this.files = new ArtifactFileNodes(stores, urls);
    }

    @Override
    public void addTo(RuntimeWiring.Builder wiring) {
        TypeFields.root("Mutation")
                .call("createArtifactManifest", this::createManifest)
                .call("updateArtifactManifest", this::updateManifest)
                .call("createArtifactFiles", this::createFiles)
                .call("completeMultipartUploadArtifact", this::complete)
                .addTo(wiring);
    }

    private Map<String, Object> createManifest(DataFetchingEnvironment environment) {
        Arguments input = Arguments.input(environment);
        String type = input.text("type");
        String digest = input.text("digest");
        StoredManifest manifest = stores.manifests()
                .announce(
                        GlobalId.row("Artifact", input.needText("artifactID")),
                        input.needText("name"),
                        type == null ? StoredManifest.Kind.FULL : StoredManifest.Kind.valueOf(type),
                        digest == null ? "" : digest,
                        base(input));
        return Map.of("artifactManifest", manifest);
    }

    private Map<String, Object> updateManifest(DataFetchingEnvironment environment) {
        Arguments input = Arguments.input(environment);
        long id = GlobalId.row("ArtifactManifest", input.needText("artifactManifestID"));
        return Map.of("artifactManifest", stores.manifests().change(id, input.text("digest"), base(input)));
    }

    private Map<String, Object> createFiles(DataFetchingEnvironment environment) {
        List<ArtifactFiles.Wanted> wanted = Arguments.input(environment).objects("artifactFiles").stream()
                .map(ArtifactUploadMutations::wanted)
                .toList();
        List<FileNode> announced = stores.files().announce(wanted).stream()
                .map(file -> files.announced(file, environment))
                .toList();
        return Map.of("files", Connection.all(announced));
    }

    private Map<String, Object> complete(DataFetchingEnvironment environment) {
        Arguments input = Arguments.input(environment);
        String id = input.needText("uploadID");
        if (!id.matches("[0-9]{1,18}")) {
            throw RequestException.notFound("there is no upload " + id);
        }
        List<Parts.Part> parts = input.objects("completedParts").stream()
                .map(ArtifactUploadMutations::part)
                .sorted(Comparator.comparing(Parts.Part::number))
                .toList();
        try {
            String digest = stores.files().wanted(Long.parseLong(id)).md5();
            stores.files().complete(Long.parseLong(id), parts);
            return Map.of("digest", digest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // What clients send back here is the entity tag that they got for the part, with its quotes.
    private static Parts.Part part(Arguments part) {
        return new Parts.Part(
                (int) part.number("partNumber", 0), part.needText("hexMD5").replace("\"", ""));
    }

    private static ArtifactFiles.Wanted wanted(Arguments file) {
        return new ArtifactFiles.Wanted(
                GlobalId.row("Artifact", file.needText("artifactID")),
                file.needText("name"),
                file.needText("md5"),
                file.objects("uploadPartsInput").stream()
                        .map(ArtifactUploadMutations::part)
                        .toList());
    }

    private static @Nullable Long base(Arguments input) {
        String id = input.text("baseArtifactID");
        return id == null || id.isEmpty() ? null : (Long) GlobalId.row("Artifact", id);
    }
}
