package io.wandb4j.server.artifact;

import io.wandb4j.server.blob.Blobs;
import io.wandb4j.server.blob.StoredBlob;
import io.wandb4j.server.db.Database;
import io.wandb4j.server.db.Ids;
import io.wandb4j.server.errors.RequestException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The manifest files of all versions. */
public final class Manifests {

    private static final String FULL_NAME = "wandb_manifest.json";
    private static final String SELECT = "SELECT * FROM artifact_manifest ";

    private final Database database;
    private final Blobs blobs;
    private final Clock clock;

    /** Works on the manifests in the database and the folder. */
    public Manifests(Database database, Blobs blobs, Clock clock) {
        this.database = database;
        this.blobs = blobs;
        this.clock = clock;
    }

    /** Announces a manifest of a pending version; the same name again replaces it, but each run has its own patch. */
    public StoredManifest announce(
            long artifact, String name, StoredManifest.Kind kind, String digest, @Nullable Long base) {
        checkDigest(digest);
        return database.write(handle -> {
            Artifacts.pending(handle, artifact);
            Optional<StoredManifest> before =
                    kind == StoredManifest.Kind.PATCH ? Optional.empty() : named(handle, artifact, name);
            if (before.isPresent()) {
                return change(handle, before.get(), digest, base);
            }
            return insert(handle, artifact, name, kind, digest, base);
        });
    }

    /** Announces other bytes of a manifest. */
    public StoredManifest change(long id, @Nullable String digest, @Nullable Long base) {
        checkDigest(digest == null ? "" : digest);
        return database.write(handle -> {
            StoredManifest before = get(handle, id);
            Artifacts.pending(handle, before.artifactId());
            return change(handle, before, digest == null ? before.digest() : digest, base);
        });
    }

    /** Stores the bytes of an announced manifest. */
    public void upload(long id, InputStream bytes) throws IOException {
        StoredManifest announced = get(id);
        if (announced.digest().isEmpty()) {
            throw RequestException.invalid("the digest of the manifest is not known yet; announce it first");
        }
        StoredBlob stored = blobs.write(bytes, announced.digest());
        Optional<String> unused = database.write(handle -> {
            Artifacts.pending(handle, announced.artifactId());
            Optional<String> before = Optional.ofNullable(get(handle, id).blob());
            handle.execute(
                    "UPDATE artifact_manifest SET blob = ?, size = ?, updated_at = ? WHERE id = ?",
                    stored.id(),
                    stored.size(),
                    clock.millis(),
                    id);
            return before;
        });
        if (unused.isPresent()) {
            blobs.delete(unused.get());
        }
    }

    /** The manifest of this row. */
    public StoredManifest get(long id) {
        return database.read(handle -> get(handle, id));
    }

    /** The file with the bytes of an uploaded manifest. */
    public Path path(StoredManifest manifest) {
        String blob = manifest.blob();
        if (blob == null) {
            throw RequestException.notFound("the manifest was announced, but never uploaded");
        }
        return blobs.path(blob);
    }

    /** The manifests of a version that were announced and uploaded, oldest first. */
    List<StoredManifest> of(long artifact) {
        return database
                .read(handle -> handle.createQuery(SELECT + "WHERE artifact_id = ? ORDER BY id")
                        .bind(0, artifact)
                        .map((row, ctx) -> StoredManifest.of(row))
                        .list())
                .stream()
                .filter(manifest -> manifest.blob() != null)
                .toList();
    }

    Manifest read(StoredManifest stored) throws IOException {
        try (InputStream bytes = Files.newInputStream(path(stored))) {
            return ManifestJson.read(bytes);
        }
    }

    StoredBlob write(Manifest manifest) throws IOException {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        ManifestJson.write(manifest, json);
        return blobs.write(new ByteArrayInputStream(json.toByteArray()));
    }

    StoredManifest insert(Handle handle, long artifact, StoredBlob blob) {
        StoredManifest full = insert(handle, artifact, FULL_NAME, StoredManifest.Kind.FULL, blob.md5(), null);
        handle.execute(
                "UPDATE artifact_manifest SET blob = ?, size = ? WHERE id = ?", blob.id(), blob.size(), full.id());
        return get(handle, full.id());
    }

    private StoredManifest insert(
            Handle handle, long artifact, String name, StoredManifest.Kind kind, String digest, @Nullable Long base) {
        long id = Ids.next(handle, "artifact_manifest");
        handle.execute(
                "INSERT INTO artifact_manifest (id, artifact_id, name, type, digest, base_artifact_id, updated_at) "
                        + "VALUES (?, ?, ?, ?, ?, ?, ?)",
                id,
                artifact,
                name,
                kind.name(),
                digest,
                base,
                clock.millis());
        return get(handle, id);
    }

    private StoredManifest change(Handle handle, StoredManifest before, String digest, @Nullable Long base) {
        handle.execute(
                "UPDATE artifact_manifest SET digest = ?, base_artifact_id = coalesce(?, base_artifact_id), "
                        + "updated_at = ? WHERE id = ?",
                digest,
                base,
                clock.millis(),
                before.id());
        return get(handle, before.id());
    }

    private static StoredManifest get(Handle handle, long id) {
        return handle.createQuery(SELECT + "WHERE id = ?")
                .bind(0, id)
                .map((row, ctx) -> StoredManifest.of(row))
                .findOne()
                .orElseThrow(() -> RequestException.notFound("the manifest does not exist; it may have been deleted"));
    }

    private static Optional<StoredManifest> named(Handle handle, long artifact, String name) {
        return handle.createQuery(SELECT + "WHERE artifact_id = ? AND name = ?")
                .bind(0, artifact)
                .bind(1, name)
                .map((row, ctx) -> StoredManifest.of(row))
                .findFirst();
    }

    private static void checkDigest(String digest) {
        if (!digest.isEmpty()) {
            ArtifactRules.checkMd5(digest);
        }
    }
}
