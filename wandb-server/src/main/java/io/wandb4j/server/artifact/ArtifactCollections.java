package io.wandb4j.server.artifact;

import io.wandb4j.server.db.Database;
import io.wandb4j.server.db.Ids;
import io.wandb4j.server.errors.RequestException;
import io.wandb4j.server.json.Json;
import io.wandb4j.server.run.Project;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The collections of artifacts in all projects, and their types. */
public final class ArtifactCollections {

    private static final String SELECT = "SELECT * FROM artifact_collection ";
    private static final String SELECT_TYPE = "SELECT * FROM artifact_type ";

    private final Database database;
    private final Clock clock;

    /** Works on the collections in the database. */
    public ArtifactCollections(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The collection of this name, if it exists. */
    public Optional<ArtifactCollection> find(Project project, String name) {
        return database.read(handle -> find(handle, project.id(), name));
    }

    /** The collection of this row. */
    public ArtifactCollection get(long id) {
        return database.read(handle -> get(handle, id));
    }

    /** The collection of this row, if it exists. */
    public Optional<ArtifactCollection> byId(long id) {
        return database.read(handle -> byId(handle, id));
    }

    /** The collections of a project, newest first. */
    public List<ArtifactCollection> list(Project project) {
        return database.read(handle -> handle.createQuery(SELECT + "WHERE project_id = ? ORDER BY id DESC")
                .bind(0, project.id())
                .map((row, ctx) -> ArtifactCollection.of(row))
                .list());
    }

    /** The collections of a type, newest first. */
    public List<ArtifactCollection> list(ArtifactType type) {
        return database.read(handle -> handle.createQuery(SELECT + "WHERE type_id = ? ORDER BY id DESC")
                .bind(0, type.id())
                .map((row, ctx) -> ArtifactCollection.of(row))
                .list());
    }

    /** The types that a project has, oldest first. */
    public List<ArtifactType> types(Project project) {
        return database.read(handle -> handle.createQuery(SELECT_TYPE + "WHERE project_id = ? ORDER BY id")
                .bind(0, project.id())
                .map((row, ctx) -> ArtifactType.of(row))
                .list());
    }

    /** The type of this name, if the project has it. */
    public Optional<ArtifactType> findType(Project project, String name) {
        return database.read(handle -> findType(handle, project.id(), name));
    }

    /** The type of this row. */
    public ArtifactType type(long id) {
        return database.read(handle -> type(handle, id));
    }

    /** Changes the name and the description where they are not null. */
    public ArtifactCollection describe(long id, @Nullable String name, @Nullable String description) {
        return database.write(handle -> {
            ArtifactCollection before = get(handle, id);
            if (name != null && !name.equals(before.name())) {
                ArtifactRules.checkName(name);
                find(handle, before.projectId(), name).ifPresent(ArtifactCollections::refuseTaken);
            }
            handle.execute(
                    "UPDATE artifact_collection SET name = coalesce(?, name), description = coalesce(?, description), "
                            + "updated_at = ? WHERE id = ?",
                    name,
                    description,
                    clock.millis(),
                    id);
            return get(handle, id);
        });
    }

    /** Gives a sequence another type, made if the project does not have it. */
    public ArtifactCollection move(long id, String typeName) {
        return database.write(handle -> {
            ArtifactCollection before = get(handle, id);
            ArtifactType type = openType(handle, before.projectId(), typeName);
            handle.execute(
                    "UPDATE artifact_collection SET type_id = ?, updated_at = ? WHERE id = ?",
                    type.id(),
                    clock.millis(),
                    id);
            return get(handle, id);
        });
    }

    /** Adds and removes tags. */
    public ArtifactCollection tag(long id, List<String> added, List<String> removed) {
        ArtifactRules.checkTags(added);
        return database.write(handle -> {
            List<String> tags = changed(get(handle, id).tags(), added, removed);
            handle.execute(
                    "UPDATE artifact_collection SET tags_json = ?, updated_at = ? WHERE id = ?",
                    Json.text(tags),
                    clock.millis(),
                    id);
            return get(handle, id);
        });
    }

    static List<String> changed(List<String> tags, List<String> added, List<String> removed) {
        List<String> changed = new ArrayList<>(tags);
        changed.removeAll(removed);
        added.stream().filter(tag -> !changed.contains(tag)).forEach(changed::add);
        return changed;
    }

    /** The sequence or portfolio, made if absent; one that exists must be of the same type and kind. */
    ArtifactCollection open(Handle handle, long project, String typeName, String name, boolean portfolio) {
        Optional<ArtifactCollection> existing = find(handle, project, name);
        if (existing.isPresent()) {
            check(handle, existing.get(), typeName, portfolio);
            return existing.get();
        }
        ArtifactRules.checkName(name);
        ArtifactType type = openType(handle, project, typeName);
        handle.execute(
                "INSERT INTO artifact_collection (id, project_id, type_id, name, portfolio, created_at) "
                        + "VALUES (?, ?, ?, ?, ?, ?)",
                Ids.next(handle, "artifact_collection"),
                project,
                type.id(),
                name,
                portfolio,
                clock.millis());
        return find(handle, project, name).orElseThrow();
    }

    static ArtifactCollection get(Handle handle, long id) {
        return byId(handle, id)
                .orElseThrow(() ->
                        RequestException.invalid("the artifact collection does not exist; it may have been deleted"));
    }

    static Optional<ArtifactCollection> find(Handle handle, long project, String name) {
        return handle.createQuery(SELECT + "WHERE project_id = ? AND name = ?")
                .bind(0, project)
                .bind(1, name)
                .map((row, ctx) -> ArtifactCollection.of(row))
                .findOne();
    }

    static ArtifactType type(Handle handle, long id) {
        return handle.createQuery(SELECT_TYPE + "WHERE id = ?")
                .bind(0, id)
                .map((row, ctx) -> ArtifactType.of(row))
                .one();
    }

    private static Optional<ArtifactCollection> byId(Handle handle, long id) {
        return handle.createQuery(SELECT + "WHERE id = ?")
                .bind(0, id)
                .map((row, ctx) -> ArtifactCollection.of(row))
                .findOne();
    }

    private ArtifactType openType(Handle handle, long project, String name) {
        ArtifactRules.checkType(name);
        handle.execute(
                "INSERT OR IGNORE INTO artifact_type (project_id, name, created_at) VALUES (?, ?, ?)",
                project,
                name,
                clock.millis());
        return findType(handle, project, name).orElseThrow();
    }

    private static Optional<ArtifactType> findType(Handle handle, long project, String name) {
        return handle.createQuery(SELECT_TYPE + "WHERE project_id = ? AND name = ?")
                .bind(0, project)
                .bind(1, name)
                .map((row, ctx) -> ArtifactType.of(row))
                .findOne();
    }

    private static void check(Handle handle, ArtifactCollection found, String typeName, boolean portfolio) {
        String type = type(handle, found.typeId()).name();
        if (!type.equals(typeName)) {
            throw RequestException.invalid("the artifact " + found.name() + " is of type " + type + ", not " + typeName
                    + "; take that type or another name");
        }
        if (found.portfolio() != portfolio) {
            throw RequestException.invalid(
                    portfolio
                            ? "versions are logged to " + found.name() + "; link to another name"
                            : "the collection " + found.name() + " takes links only; log to another name");
        }
    }

    private static void refuseTaken(ArtifactCollection taken) {
        throw RequestException.invalid("another artifact collection is called " + taken.name() + "; take another name");
    }
}
