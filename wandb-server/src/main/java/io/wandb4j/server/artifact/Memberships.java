package io.wandb4j.server.artifact;

import io.wandb4j.server.db.Database;
import io.wandb4j.server.db.Ids;
import io.wandb4j.server.errors.RequestException;
import io.wandb4j.server.run.Project;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Which versions are in which collections, under which numbers and aliases. */
public final class Memberships {

    private static final String SELECT = "SELECT * FROM artifact_membership ";
    private static final String SELECT_ALIAS = "SELECT * FROM artifact_alias ";

    private final Database database;
    private final Clock clock;

    /** Works on the memberships in the database. */
    public Memberships(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What a name such as {@code mnist:v3} stands for in the project; without alias it is the latest. */
    public Optional<Membership> named(Project project, String name) {
        int colon = name.indexOf(':');
        String collection = colon < 0 ? name : name.substring(0, colon);
        String alias = colon < 0 ? ArtifactRules.LATEST : name.substring(colon + 1);
        return database.read(handle -> ArtifactCollections.find(handle, project.id(), collection)
                .flatMap(found -> find(handle, found.id(), alias)));
    }

    /** The version of a collection by its alias, number or digest. */
    public Optional<Membership> find(ArtifactCollection collection, String alias) {
        return database.read(handle -> find(handle, collection.id(), alias));
    }

    /** The newest version of a collection. */
    public Optional<Membership> newest(long collection) {
        return database.read(handle -> newest(handle, collection));
    }

    /** All versions of a collection, newest first. */
    public List<Membership> list(ArtifactCollection collection) {
        return database.read(handle -> handle.createQuery(SELECT + "WHERE collection_id = ? ORDER BY version DESC")
                .bind(0, collection.id())
                .map((row, ctx) -> Membership.of(row))
                .list());
    }

    /** All places of a version, that in its sequence first. */
    public List<Membership> of(long artifact) {
        return database.read(handle -> handle.createQuery(SELECT + "WHERE artifact_id = ? ORDER BY id")
                .bind(0, artifact)
                .map((row, ctx) -> Membership.of(row))
                .list());
    }

    /** The aliases of a version in a collection, in the order in which they were given. */
    public List<Alias> aliases(Membership membership) {
        return database.read(handle -> handle.createQuery(SELECT_ALIAS + "WHERE membership_id = ? ORDER BY id")
                .bind(0, membership.id())
                .map((row, ctx) -> Alias.of(row))
                .list());
    }

    /** All aliases in a collection. */
    public List<Alias> aliases(ArtifactCollection collection) {
        return database.read(handle -> handle.createQuery(SELECT_ALIAS + "WHERE collection_id = ? ORDER BY id")
                .bind(0, collection.id())
                .map((row, ctx) -> Alias.of(row))
                .list());
    }

    /** The aliases of a version in all collections. */
    public List<Alias> aliases(long artifact) {
        return database.read(handle -> handle.createQuery(SELECT_ALIAS
                        + "WHERE membership_id IN (SELECT id FROM artifact_membership WHERE artifact_id = ?) "
                        + "ORDER BY id")
                .bind(0, artifact)
                .map((row, ctx) -> Alias.of(row))
                .list());
    }

    /** Gives a version aliases in a collection that has it; other versions of the collection lose them. */
    public void addAliases(ArtifactCollection collection, long artifact, List<String> aliases) {
        database.change(handle -> {
            Membership membership = need(handle, collection, artifact);
            List<String> wanted = aliases.stream()
                    .filter(alias -> !alias.equals("v" + membership.version()))
                    .toList();
            ArtifactRules.checkAliases(wanted);
            name(handle, membership, wanted);
        });
    }

    /** Takes aliases from a version; those that it does not have stay where they are. */
    public void removeAliases(ArtifactCollection collection, long artifact, List<String> aliases) {
        database.change(handle -> {
            Membership membership = need(handle, collection, artifact);
            for (String alias : aliases) {
                handle.execute(
                        "DELETE FROM artifact_alias WHERE membership_id = ? AND alias = ?", membership.id(), alias);
            }
        });
    }

    /** Puts a version into a collection under the next number and makes it the latest there. */
    Membership add(Handle handle, long collection, long artifact) {
        long version = handle.createQuery("SELECT next_version FROM artifact_collection WHERE id = ?")
                .bind(0, collection)
                .mapTo(Long.class)
                .one();
        handle.execute(
                "UPDATE artifact_collection SET next_version = ?, updated_at = ? WHERE id = ?",
                version + 1,
                clock.millis(),
                collection);
        handle.execute(
                "INSERT INTO artifact_membership (id, collection_id, artifact_id, version, created_at) "
                        + "VALUES (?, ?, ?, ?, ?)",
                Ids.next(handle, "artifact_membership"),
                collection,
                artifact,
                version,
                clock.millis());
        Membership added = find(handle, collection, artifact).orElseThrow();
        name(handle, added, List.of(ArtifactRules.LATEST));
        return added;
    }

    /** Moves aliases to a version. */
    static void name(Handle handle, Membership membership, List<String> aliases) {
        for (String alias : aliases) {
            handle.execute(
                    "INSERT INTO artifact_alias (collection_id, membership_id, alias) VALUES (?, ?, ?) "
                            + "ON CONFLICT (collection_id, alias) DO UPDATE SET membership_id = excluded.membership_id",
                    membership.collectionId(),
                    membership.id(),
                    alias);
        }
    }

    /** Takes a version out of a collection; if it was the latest, the newest that is left becomes it. */
    static void remove(Handle handle, Membership membership) {
        handle.execute("DELETE FROM artifact_membership WHERE id = ?", membership.id());
        long collection = membership.collectionId();
        boolean named = alias(handle, collection, ArtifactRules.LATEST).isPresent();
        if (!named) {
            newest(handle, collection).ifPresent(left -> name(handle, left, List.of(ArtifactRules.LATEST)));
        }
    }

    static Optional<Membership> find(Handle handle, long collection, long artifact) {
        return handle.createQuery(SELECT + "WHERE collection_id = ? AND artifact_id = ?")
                .bind(0, collection)
                .bind(1, artifact)
                .map((row, ctx) -> Membership.of(row))
                .findOne();
    }

    static Optional<Membership> newest(Handle handle, long collection) {
        return handle.createQuery(SELECT + "WHERE collection_id = ? ORDER BY version DESC LIMIT 1")
                .bind(0, collection)
                .map((row, ctx) -> Membership.of(row))
                .findOne();
    }

    private static Optional<Membership> find(Handle handle, long collection, String alias) {
        if (ArtifactRules.isVersion(alias)) {
            return handle.createQuery(SELECT + "WHERE collection_id = ? AND version = ?")
                    .bind(0, collection)
                    .bind(1, ArtifactRules.version(alias))
                    .map((row, ctx) -> Membership.of(row))
                    .findOne();
        }
        Optional<Membership> named = alias(handle, collection, alias);
        if (named.isPresent()) {
            return named;
        }
        return alias.equals(ArtifactRules.LATEST) ? newest(handle, collection) : withDigest(handle, collection, alias);
    }

    private static Optional<Membership> alias(Handle handle, long collection, String alias) {
        return handle.createQuery("SELECT m.* FROM artifact_membership m JOIN artifact_alias a "
                        + "ON a.membership_id = m.id WHERE a.collection_id = ? AND a.alias = ?")
                .bind(0, collection)
                .bind(1, alias)
                .map((row, ctx) -> Membership.of(row))
                .findOne();
    }

    private static Optional<Membership> withDigest(Handle handle, long collection, String digest) {
        return handle.createQuery("SELECT m.* FROM artifact_membership m JOIN artifact a ON a.id = m.artifact_id "
                        + "WHERE m.collection_id = ? AND a.digest = ? ORDER BY m.version DESC LIMIT 1")
                .bind(0, collection)
                .bind(1, digest)
                .map((row, ctx) -> Membership.of(row))
                .findOne();
    }

    private static Membership need(Handle handle, ArtifactCollection collection, long artifact) {
        return find(handle, collection.id(), artifact)
                .orElseThrow(() ->
                        RequestException.invalid("the artifact version is not in the collection " + collection.name()));
    }
}
