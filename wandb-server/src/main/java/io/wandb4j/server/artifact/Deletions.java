package io.wandb4j.server.artifact;

import io.wandb4j.server.db.Database;
import io.wandb4j.server.errors.RequestException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Deletes versions, and with them the content that no other version has. */
public final class Deletions {

    private final Database database;
    private final Clock clock;
    private final Contents contents;

    /** Works on the versions in the database. */
    public Deletions(Database database, Clock clock, Contents contents) {
        this.database = database;
        this.clock = clock;
        this.contents = contents;
    }

    /** Deletes a version; one with aliases only if they may go, too. */
    public void delete(long id, boolean withAliases) {
        contents.discard(database.write(handle -> {
            Artifact artifact = Artifacts.get(handle, id);
            if (!withAliases && hasAliases(handle, id)) {
                throw RequestException.invalid(
                        "the artifact version has aliases; delete them with it (delete_aliases=True), or first");
            }
            return delete(handle, artifact);
        }));
    }

    /** Deletes the versions that a run was the first to log, with their aliases. */
    public void deleteMadeBy(long run) {
        contents.discard(database.write(handle -> deleteAll(handle, "run_id = ?", run)));
    }

    /** Deletes a collection, with all versions that were logged to it. */
    public void deleteCollection(long id) {
        contents.discard(database.write(handle -> {
            List<String> unused = deleteAll(handle, "collection_id = ?", id);
            handle.execute("DELETE FROM artifact_collection WHERE id = ?", id);
            return unused;
        }));
    }

    /** Deletes versions that were begun before then and never committed, with what was uploaded for them. */
    void deletePendingBefore(Instant time) {
        contents.discard(database.write(
                handle -> deleteAll(handle, "state = 'PENDING' AND created_at < ?", time.toEpochMilli())));
    }

    /** Deletes versions whose time to live is over, with their aliases; those that are linked somewhere are kept. */
    void deleteExpired() {
        String expired = "state = 'COMMITTED' AND ttl_seconds > 0 AND created_at + 1000.0 * ttl_seconds < ? "
                + "AND (SELECT count(*) FROM artifact_membership WHERE artifact_id = artifact.id) = 1";
        contents.discard(database.write(handle -> deleteAll(handle, expired, clock.millis())));
    }

    private List<String> deleteAll(Handle handle, String condition, long value) {
        List<Artifact> artifacts = handle.createQuery("SELECT * FROM artifact WHERE " + condition)
                .bind(0, value)
                .map((row, ctx) -> Artifact.of(row))
                .list();
        return artifacts.stream()
                .flatMap(artifact -> delete(handle, artifact).stream())
                .toList();
    }

    private List<String> delete(Handle handle, Artifact artifact) {
        handle.createQuery("SELECT * FROM artifact_membership WHERE artifact_id = ?")
                .bind(0, artifact.id())
                .map((row, ctx) -> Membership.of(row))
                .list()
                .forEach(membership -> Memberships.remove(handle, membership));
        handle.execute(
                "UPDATE artifact SET state = 'DELETED', client_id = NULL, manifest_id = NULL, updated_at = ? "
                        + "WHERE id = ?",
                clock.millis(),
                artifact.id());
        return Contents.release(handle, artifact.id());
    }

    private static boolean hasAliases(Handle handle, long artifact) {
        return handle.createQuery("SELECT EXISTS (SELECT 1 FROM artifact_alias WHERE membership_id IN "
                        + "(SELECT id FROM artifact_membership WHERE artifact_id = ?))")
                .bind(0, artifact)
                .mapTo(Boolean.class)
                .one();
    }
}
