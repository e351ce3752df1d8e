package io.wandb4j.server.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.wandb4j.server.artifact.ArtifactCollection;
import io.wandb4j.server.artifact.ArtifactStores;
import io.wandb4j.server.artifact.Contents;
import io.wandb4j.server.artifact.StoredManifest;
import io.wandb4j.server.auth.User;
import io.wandb4j.server.auth.Users;
import io.wandb4j.server.blob.Md5;
import io.wandb4j.server.blob.Parts;
import io.wandb4j.server.errors.RequestException;
import io.wandb4j.server.graphql.GlobalId;
import io.wandb4j.server.http.Downloads;
import io.wandb4j.server.http.Guard;
import io.wandb4j.server.http.Routes;
import io.wandb4j.server.run.Project;
import io.wandb4j.server.run.Projects;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Moves the bytes of artifact files and manifests.
 *
 * <p>Addresses under {@code /storage} are signed; those that clients put together themselves need a key.
 */
public final class ArtifactRoutes implements Routes {

    private static final String UPLOADS = Guard.TRANSFERS + "artifact-uploads/";
    private static final String MANIFESTS = Guard.TRANSFERS + "artifact-manifests/";
    // content has no name of its own; who asks may say which to read it under
    private static final String NAME = "name";
    private static final String CONTENTS = Guard.TRANSFERS + "contents/";

    // Our own extension: a request for each of many small files would cost more than their bytes.
    private static final String BUNDLES = "/artifact-bundles/";

    private final ArtifactStores stores;
    private final Projects projects;
    private final Users users;

    /** Serves the bytes in these stores. */
    public ArtifactRoutes(ArtifactStores stores, Projects projects, Users users) {
        this.stores = stores;
        this.projects = projects;
        this.users = users;
    }

    static String upload(long id) {
        return UPLOADS + id;
    }

    static String part(long id, Parts.Part part) {
        return UPLOADS + id + "/parts/" + part.number() + "/" + part.md5();
    }

    static String manifest(long id) {
        return MANIFESTS + id;
    }

    static String content(String md5) {
        return CONTENTS + HexFormat.of().formatHex(Base64.getDecoder().decode(md5));
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.put(UPLOADS + "{id}", this::upload);
        routes.put(UPLOADS + "{id}/parts/{number}/{md5}", this::uploadPart);
        routes.put(BUNDLES + "{artifact}", this::uploadBundle);
        routes.post(BUNDLES + "{artifact}", this::downloadBundle);
        routes.post(BUNDLES + "{artifact}/announced", this::announceContents);
        routes.put(MANIFESTS + "{id}", this::uploadManifest);
        routes.get(MANIFESTS + "{id}", this::downloadManifest);
        routes.get(CONTENTS + "{md5}", this::download);
        routes.get("/artifacts/{entity}/{md5}", this::downloadFromEntity);
        String named = "/artifactsV2/{region}/{entity}/{project}/{collection}/{birth}/{md5}/{name}";
        routes.get(named, this::downloadFromCollection);
        routes.get(named.replace("{birth}", "{artifact}/{birth}"), this::downloadFromCollection);
    }

    private void upload(Context context) throws IOException {
        stores.files().upload(id(context), context.bodyInputStream());
        context.status(HttpStatus.OK);
    }

    private void uploadPart(Context context) throws IOException {
        String number = context.pathParam("number");
        Parts.Part part =
                new Parts.Part(number.matches("[0-9]{1,5}") ? Integer.parseInt(number) : 0, context.pathParam("md5"));
        stores.files().uploadPart(id(context), part, context.bodyInputStream());
        context.header("ETag", "\"" + part.md5() + "\"").status(HttpStatus.OK);
    }

    private void uploadBundle(Context context) throws IOException {
        stores.files().uploadBundle(GlobalId.row("Artifact", context.pathParam("artifact")), context.bodyInputStream());
        context.status(HttpStatus.OK);
    }

    private void downloadBundle(Context context) throws IOException {
        long artifact = GlobalId.row("Artifact", context.pathParam("artifact"));
        context.disableCompression();
        context.contentType("application/octet-stream");
        context.result(stores.files().downloadBundle(artifact, context.bodyInputStream()));
    }

    private void announceContents(Context context) throws IOException {
        long artifact = GlobalId.row("Artifact", context.pathParam("artifact"));
        String births = stores.files().announceContents(artifact, context.bodyInputStream()).stream()
                .map(birth -> (birth.isPresent() ? GlobalId.of("Artifact", birth.getAsLong()) : "") + "\n")
                .collect(Collectors.joining());
        // A damaged answer would keep a file from being sent.
        context.result(births + Md5.of(births.getBytes(StandardCharsets.US_ASCII)));
    }

    private void uploadManifest(Context context) throws IOException {
        stores.manifests().upload(id(context), context.bodyInputStream());
        context.status(HttpStatus.OK);
    }

    private void downloadManifest(Context context) throws IOException {
        StoredManifest manifest = stores.manifests().get(id(context));
        Downloads.send(context, manifest.name(), stores.manifests().path(manifest));
    }

    private void download(Context context) throws IOException {
        send(context, stores.contents().find(md5(context)));
    }

    private void downloadFromEntity(Context context) throws IOException {
        send(context, stores.contents().find(md5(context), entity(context).id(), Optional.empty()));
    }

    private void downloadFromCollection(Context context) throws IOException {
        Project project = projects.find(context.pathParam("entity"), context.pathParam("project"), Guard.user(context))
                .orElseThrow(ArtifactRoutes::missing);
        ArtifactCollection collection = stores.collections()
                .find(project, context.pathParam("collection"))
                .orElseThrow(ArtifactRoutes::missing);
        send(context, stores.contents().find(md5(context), project.entityId(), Optional.of(collection)));
    }

    private User entity(Context context) {
        return users.byName(context.pathParam("entity")).orElseThrow(ArtifactRoutes::missing);
    }

    private void send(Context context, Optional<Contents.Content> found) throws IOException {
        Contents.Content content = found.orElseThrow(ArtifactRoutes::missing);
        String asked = context.queryParam(NAME);
        String name = asked == null ? "content" : asked;
        if (content.isSmall()) {
            Downloads.send(context, name, stores.contents().bytes(content).orElseThrow(ArtifactRoutes::missing));
        } else {
            Downloads.send(context, name, stores.contents().path(content));
        }
    }

    private static String md5(Context context) {
        String hex = context.pathParam("md5");
        if (!hex.matches("[0-9a-f]{32}")) {
            throw missing();
        }
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }

    private static long id(Context context) {
        String id = context.pathParam("id");
        if (!id.matches("[0-9]{1,18}")) {
            throw missing();
        }
        return Long.parseLong(id);
    }

    private static RequestException missing() {
        return RequestException.notFound("no such artifact file");
    }
}
