package io.wandb4j.server.artifact;

import io.wandb4j.server.db.Database;
import io.wandb4j.server.db.Ids;
import io.wandb4j.server.errors.RequestException;
import io.wandb4j.server.json.Json;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The versions of all artifacts: making, finding, describing and linking them. */
public final class Artifacts {

    private static final String SELECT = "SELECT * FROM artifact ";

    private final Database database;
    private final Clock clock;
    private final ArtifactCollections collections;
    private final Memberships memberships;

    /** Works on the versions in the database. */
    public Artifacts(Database database, Clock clock, ArtifactCollections collections, Memberships memberships) {
        this.database = database;
        this.clock = clock;
        this.collections = collections;
        this.memberships = memberships;
    }

    /**
     * The version that the client is to fill and commit, or a committed one that stands for it.
     *
     * <p>A request that is repeated, or that another run of the same distributed version has made, gives the same.
     */
    public Artifact create(ArtifactRequest request) {
        return database.write(handle -> {
            ArtifactCollection sequence =
                    collections.open(handle, request.project().id(), request.type(), request.name(), false);
            Artifact artifact = started(handle, sequence, request)
                    .or(() -> same(handle, sequence, request))
                    .orElseGet(() -> insert(handle, sequence, request));
            if (request.run() != null) {
                Lineage.logged(handle, request.run().id(), artifact.id(), clock.millis());
            }
            return artifact;
        });
    }

    /** The version of this row. */
    public Artifact get(long id) {
        return database.read(handle -> get(handle, id));
    }

    /** The version of this row, if it exists. */
    public Optional<Artifact> find(long id) {
        return database.read(handle -> find(handle, id));
    }

    /** The version that a client calls so. */
    public Optional<Artifact> byClientId(String clientId) {
        return database.read(handle -> byClientId(handle, clientId));
    }

    /** The sequence that a client calls so. */
    public Optional<Long> sequenceByClientId(String clientId) {
        return database.read(
                handle -> handle.createQuery("SELECT collection_id FROM artifact WHERE sequence_client_id = ? LIMIT 1")
                        .bind(0, clientId)
                        .mapTo(Long.class)
                        .findOne());
    }

    /** Changes what is not null, and tags. */
    public Artifact describe(
            long id,
            @Nullable String description,
            @Nullable String metadata,
            @Nullable Long ttlSeconds,
            List<String> addedTags,
            List<String> removedTags) {
        checkMetadata(metadata);
        ArtifactRules.checkTags(addedTags);
        return database.write(handle -> {
            Artifact before = get(handle, id);
            handle.execute(
                    "UPDATE artifact SET description = coalesce(?, description), "
                            + "metadata_json = coalesce(?, metadata_json), ttl_seconds = coalesce(?, ttl_seconds), "
                            + "tags_json = ?, updated_at = ? WHERE id = ?",
                    description,
                    metadata,
                    ttlSeconds,
                    Json.text(ArtifactCollections.changed(before.tags(), addedTags, removedTags)),
                    clock.millis(),
                    id);
            return get(handle, id);
        });
    }

    /** Links a committed version to a portfolio, made if absent; a version that is there already keeps its number. */
    public Membership link(Artifact artifact, long project, String name, List<String> aliases) {
        ArtifactRules.checkAliases(aliases);
        return database.write(handle -> {
            if (get(handle, artifact.id()).state() != ArtifactState.COMMITTED) {
                throw RequestException.invalid("only a committed artifact version can be linked");
            }
            ArtifactCollection sequence = ArtifactCollections.get(handle, artifact.collectionId());
            String type = ArtifactCollections.type(handle, sequence.typeId()).name();
            ArtifactCollection portfolio = collections.open(handle, project, type, name, true);
            Membership membership = Memberships.find(handle, portfolio.id(), artifact.id())
                    .orElseGet(() -> memberships.add(handle, portfolio.id(), artifact.id()));
            Memberships.name(handle, membership, aliases);
            return membership;
        });
    }

    /** Removes a version from a portfolio. */
    public void unlink(long artifact, long portfolio) {
        database.change(handle -> {
            Membership membership = Memberships.find(handle, portfolio, artifact)
                    .filter(found -> ArtifactCollections.get(handle, portfolio).portfolio())
                    .orElseThrow(() -> RequestException.invalid("the artifact version is not linked there"));
            Memberships.remove(handle, membership);
        });
    }

    static void checkMetadata(@Nullable String metadata) {
        if (metadata != null) {
            Json.object(metadata, "the artifact's metadata");
        }
    }

    static Artifact get(Handle handle, long id) {
        return find(handle, id)
                .orElseThrow(() ->
                        RequestException.invalid("the artifact version does not exist; it may have been deleted"));
    }

    /** The version, if it still takes files. */
    static Artifact pending(Handle handle, long id) {
        Artifact artifact = get(handle, id);
        if (artifact.state() != ArtifactState.PENDING) {
            throw RequestException.invalid(
                    "the artifact version is " + artifact.state() + " and cannot be changed any more; log a new one");
        }
        return artifact;
    }

    private static Optional<Artifact> find(Handle handle, long id) {
        return handle.createQuery(SELECT + "WHERE id = ?")
                .bind(0, id)
                .map((row, ctx) -> Artifact.of(row))
                .findOne();
    }

    private static Optional<Artifact> byClientId(Handle handle, String clientId) {
        return handle.createQuery(SELECT + "WHERE client_id = ?")
                .bind(0, clientId)
                .map((row, ctx) -> Artifact.of(row))
                .findOne();
    }

    // A client that lost our answer asks again; the runs of a distributed version all ask for it.
    private static Optional<Artifact> started(Handle handle, ArtifactCollection sequence, ArtifactRequest request) {
        Optional<Artifact> repeated = Optional.ofNullable(request.clientId())
                .flatMap(clientId -> byClientId(handle, clientId))
                .filter(artifact -> artifact.collectionId() == sequence.id());
        if (repeated.isPresent() || request.distributedId() == null) {
            return repeated;
        }
        return handle.createQuery(SELECT + "WHERE collection_id = ? AND distributed_id = ? AND state = 'PENDING'")
                .bind(0, sequence.id())
                .bind(1, request.distributedId())
                .map((row, ctx) -> Artifact.of(row))
                .findFirst();
    }

    private static Optional<Artifact> same(Handle handle, ArtifactCollection sequence, ArtifactRequest request) {
        if (!request.deduplicate() || request.distributedId() != null) {
            return Optional.empty();
        }
        Optional<Membership> newest = Memberships.newest(handle, sequence.id())
                .filter(membership ->
                        get(handle, membership.artifactId()).digest().equals(request.digest()));
        newest.ifPresent(membership -> {
            Memberships.name(handle, membership, request.aliases());
            Artifact artifact = get(handle, membership.artifactId());
            handle.execute(
                    "UPDATE artifact SET tags_json = ? WHERE id = ?",
                    Json.text(ArtifactCollections.changed(artifact.tags(), request.tags(), List.of())),
                    artifact.id());
        });
        return newest.map(membership -> get(handle, membership.artifactId()));
    }

    private Artifact insert(Handle handle, ArtifactCollection sequence, ArtifactRequest request) {
        // One log that is synced to two places logs one artifact twice; the name that the client has for it goes along.
        handle.execute("UPDATE artifact SET client_id = NULL WHERE client_id = ?", request.clientId());
        long id = Ids.next(handle, "artifact");
        handle.createUpdate("INSERT INTO artifact (id, collection_id, run_id, account_id, state, digest, "
                        + "description, metadata_json, tags_json, aliases_json, ttl_seconds, history_step, client_id, "
                        + "sequence_client_id, distributed_id, created_at) VALUES (:id, :sequence, :runId, :userId, "
                        + "'PENDING', :digest, :description, :metadata, :tagsJson, :aliasesJson, :ttlSeconds, "
                        + ":historyStep, :clientId, :sequenceClientId, :distributedId, :now)")
                .bindMethods(request)
                .bind("id", id)
                .bind("sequence", sequence.id())
                .bind("runId", request.run() == null ? null : request.run().id())
                .bind("userId", request.user().id())
                .bind("tagsJson", Json.text(request.tags()))
                .bind("aliasesJson", Json.text(request.aliases()))
                .bind("now", clock.millis())
                .execute();
        return get(handle, id);
    }
}
