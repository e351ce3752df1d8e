package io.wandb4j.server.artifact;

import static java.util.Objects.requireNonNull;

import io.wandb4j.server.blob.StoredBlob;
import io.wandb4j.server.db.Database;
import io.wandb4j.server.errors.RequestException;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Turns a pending version, once all that it lists is stored, into one that never changes. */
public final class Commits {

    private static final int NAMED_MISSING = 5;

    private final Database database;
    private final Clock clock;
    private final Memberships memberships;
    private final Manifests manifests;

    /** Commits versions in the database. */
    public Commits(Database database, Clock clock, Memberships memberships, Manifests manifests) {
        this.database = database;
        this.clock = clock;
        this.memberships = memberships;
        this.manifests = manifests;
    }

    /** Gives the version its number and aliases; a committed one is given back as it is. */
    public Artifact commit(long id) throws IOException {
        Artifact artifact = database.read(handle -> Artifacts.get(handle, id));
        if (artifact.state() == ArtifactState.COMMITTED) {
            return artifact;
        }
        List<StoredManifest> uploaded = manifests.of(id);
        if (uploaded.isEmpty()) {
            throw RequestException.invalid("the artifact version has no manifest; upload one before the commit");
        }
        boolean full = uploaded.stream().anyMatch(manifest -> manifest.kind() == StoredManifest.Kind.FULL);
        return full ? commitFull(artifact, uploaded) : commitMerged(artifact, uploaded);
    }

    private Artifact commitFull(Artifact artifact, List<StoredManifest> uploaded) throws IOException {
        StoredManifest full = uploaded.stream()
                .filter(manifest -> manifest.kind() == StoredManifest.Kind.FULL)
                .reduce((first, second) -> second)
                .orElseThrow();
        Manifest manifest = manifests.read(full);
        if (artifact.distributedId() == null && !manifest.digest().equals(artifact.digest())) {
            throw RequestException.invalid("the manifest has the digest " + manifest.digest() + ", not "
                    + artifact.digest() + " as announced; log the artifact again");
        }
        return database.write(handle -> commit(handle, artifact.id(), full, manifest));
    }

    private Artifact commitMerged(Artifact artifact, List<StoredManifest> uploaded) throws IOException {
        Manifest merged = null;
        for (StoredManifest part : uploaded) {
            Manifest read = manifests.read(part);
            Manifest before = merged == null ? base(part).orElse(null) : merged;
            merged = before == null ? read : before.with(read);
        }
        Manifest manifest = requireNonNull(merged, "merged");
        StoredBlob blob = manifests.write(manifest);
        return database.write(handle -> {
            StoredManifest full = manifests.insert(handle, artifact.id(), blob);
            handle.execute("UPDATE artifact SET digest = ? WHERE id = ?", manifest.digest(), artifact.id());
            return commit(handle, artifact.id(), full, manifest);
        });
    }

    // Patches of a distributed version stand alone; what is incremental adds to its base.
    private Optional<Manifest> base(StoredManifest part) throws IOException {
        Long base = part.kind() == StoredManifest.Kind.INCREMENTAL ? part.baseArtifactId() : null;
        if (base == null) {
            return Optional.empty();
        }
        Artifact artifact = database.read(handle -> Artifacts.get(handle, base));
        Long manifest = artifact.manifestId();
        if (manifest == null) {
            throw RequestException.invalid("the base of the artifact version is " + artifact.state()
                    + "; log the artifact again, on a version that exists");
        }
        return Optional.of(manifests.read(manifests.get(manifest)));
    }

    private Artifact commit(Handle handle, long id, StoredManifest full, Manifest manifest) {
        Artifact artifact = Artifacts.get(handle, id);
        if (artifact.state() == ArtifactState.COMMITTED) {
            return artifact;
        }
        Artifacts.pending(handle, id);
        list(handle, id, manifest);
        refuseMissing(handle, id);
        handle.execute("DELETE FROM artifact_upload WHERE artifact_id = ?", id);
        Membership membership = memberships.add(handle, artifact.collectionId(), id);
        Memberships.name(handle, membership, artifact.wantedAliases());
        handle.execute(
                "UPDATE artifact SET state = 'COMMITTED', version = ?, manifest_id = ?, updated_at = ?, "
                        + "(size, file_count) = (SELECT coalesce(sum(size), 0), count(*) FROM artifact_file "
                        + "WHERE artifact_id = artifact.id) WHERE id = ?",
                membership.version(),
                full.id(),
                clock.millis(),
                id);
        return Artifacts.get(handle, id);
    }

    // Sizes of what is stored here are measured, not believed.
    private static void list(Handle handle, long id, Manifest manifest) {
        if (manifest.files().isEmpty()) {
            return;
        }
        PreparedBatch rows = handle.prepareBatch("INSERT INTO artifact_file (artifact_id, name, digest, size, ref) "
                + "VALUES (:id, :path, :digest, coalesce((SELECT size FROM content WHERE md5 = :digest "
                + "AND :ref IS NULL), :size), :ref)");
        for (ManifestEntry entry : manifest.files()) {
            rows.bind("id", id)
                    .bind("path", entry.path())
                    .bind("digest", entry.digest())
                    .bind("size", entry.size())
                    .bind("ref", entry.ref())
                    .add();
        }
        rows.execute();
    }

    private static void refuseMissing(Handle handle, long id) {
        List<String> missing = handle.createQuery("SELECT name FROM artifact_file WHERE artifact_id = ? "
                        + "AND ref IS NULL AND NOT EXISTS (SELECT 1 FROM content WHERE md5 = digest) LIMIT ?")
                .bind(0, id)
                .bind(1, NAMED_MISSING)
                .mapTo(String.class)
                .list();
        if (!missing.isEmpty()) {
            throw RequestException.invalid("the artifact version cannot be committed, files were never uploaded: "
                    + String.join(", ", missing) + (missing.size() == NAMED_MISSING ? ", ..." : ""));
        }
    }
}
