package io.wandb4j.server.api;

import graphql.schema.DataFetchingEnvironment;
import io.wandb4j.server.artifact.Artifact;
import io.wandb4j.server.artifact.ArtifactFile;
import io.wandb4j.server.artifact.ArtifactFiles;
import io.wandb4j.server.artifact.ArtifactStores;
import io.wandb4j.server.artifact.StoredManifest;
import io.wandb4j.server.blob.SignedUrls;
import io.wandb4j.server.graphql.Arguments;
import io.wandb4j.server.graphql.Caller;
import io.wandb4j.server.graphql.Connection;
import io.wandb4j.server.graphql.FileNode;
import io.wandb4j.server.graphql.GlobalId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Artifact files and manifests as clients see them, with addresses to move their bytes. */
final class ArtifactFileNodes {

    private final ArtifactStores stores;
    private final SignedUrls urls;

    ArtifactFileNodes(ArtifactStores stores, SignedUrls urls) {
        this.stores = stores;
        this.urls = urls;
    }

    /** The page of a version's files that the field's arguments ask for. */
    Connection<FileNode> list(Artifact artifact, DataFetchingEnvironment environment) {
        Arguments arguments = Arguments.of(environment);
        List<String> names = arguments.texts("names");
        if (names != null) {
            List<ArtifactFile> files = names.stream()
                    .sorted()
                    .distinct()
                    .flatMap(name -> stores.files().find(artifact.id(), name).stream())
                    .toList();
            return Connection.of(files, arguments, file -> file(artifact, file, environment));
        }
        return Connection.range(
                stores.files().count(artifact.id()),
                arguments,
                (from, until) -> stores.files().list(artifact.id(), from, until - from).stream()
                        .map(file -> file(artifact, file, environment))
                        .toList());
    }

    /** The version's files that are like the manifest entries in the field's arguments. */
    Connection<FileNode> byEntries(Artifact artifact, DataFetchingEnvironment environment) {
        List<FileNode> files = Arguments.of(environment).objects("entries").stream()
                .flatMap(entry -> find(artifact, entry).stream())
                .map(file -> file(artifact, file, environment))
                .toList();
        return Connection.all(files);
    }

    /** An announced file; it has an address to upload to only if its content is missing. */
    FileNode announced(ArtifactFiles.Announced announced, DataFetchingEnvironment environment) {
        String base = Caller.of(environment).url();
        String content = ArtifactRoutes.content(announced.file().md5());
        String upload = ArtifactRoutes.upload(announced.id());
        return new FileNode(
                GlobalId.of("ArtifactUpload", announced.id()),
                announced.file().name(),
                base + content,
                () -> base + urls.sign("GET", content),
                announced.stored() ? null : base + urls.sign("PUT", upload),
                0,
                System.currentTimeMillis(),
                announced.file().md5(),
                announced.birthArtifactId(),
                announced.stored() ? null : parts(announced, base));
    }

    private @Nullable Map<String, Object> parts(ArtifactFiles.Announced announced, String base) {
        List<Map<String, Object>> addresses = announced.file().parts().stream()
                .map(part -> Map.<String, Object>of(
                        "partNumber",
                        part.number(),
                        "uploadUrl",
                        base + urls.sign("PUT", ArtifactRoutes.part(announced.id(), part))))
                .toList();
        return addresses.isEmpty()
                ? null
                : Map.of("uploadID", Long.toString(announced.id()), "uploadUrlParts", addresses);
    }

    /** The file that holds a manifest. */
    FileNode manifest(StoredManifest manifest, DataFetchingEnvironment environment) {
        String base = Caller.of(environment).url();
        String path = ArtifactRoutes.manifest(manifest.id());
        return new FileNode(
                GlobalId.of("ArtifactManifestFile", manifest.id()),
                manifest.name(),
                base + path,
                () -> base + urls.sign("GET", path),
                base + urls.sign("PUT", path),
                manifest.size(),
                manifest.updatedAt(),
                manifest.digest(),
                manifest.artifactId(),
                null);
    }

    private Optional<ArtifactFile> find(Artifact artifact, Arguments entry) {
        return stores.files().find(artifact.id(), entry.needText("name")).filter(file -> file.digest()
                .equals(entry.text("digest")));
    }

    // A reference is fetched by the client from where it points to.
    private FileNode file(Artifact artifact, ArtifactFile file, DataFetchingEnvironment environment) {
        String base = Caller.of(environment).url();
        String ref = file.ref();
        String path = ref == null ? ArtifactRoutes.content(file.digest()) : "";
        return new FileNode(
                GlobalId.of("ArtifactFile", artifact.id()) + ":" + file.name(),
                file.name(),
                ref == null ? base + path : ref,
                () -> ref == null ? base + urls.sign("GET", path) : ref,
                null,
                file.size(),
                artifact.createdAt(),
                file.digest(),
                artifact.id(),
                null);
    }
}
