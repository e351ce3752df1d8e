package io.wandb4j.server.run;

import io.wandb4j.server.auth.User;
import io.wandb4j.server.auth.Users;
import io.wandb4j.server.db.Database;
import io.wandb4j.server.errors.RequestException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The projects of all entities. */
public final class Projects {

    /** Where runs go whose client names no project. */
    public static final String DEFAULT = "uncategorized";

    private static final String SELECT =
            "SELECT p.*, a.name AS entity_name FROM project p JOIN account a ON a.id = p.account_id ";

    private final Database database;
    private final Users users;
    private final Clock clock;

    /** Works on the projects in the database. */
    public Projects(Database database, Users users, Clock clock) {
        this.database = database;
        this.users = users;
        this.clock = clock;
    }

    /** The project, if it exists; no entity means the user's own. */
    public Optional<Project> find(@Nullable String entity, @Nullable String name, User user) {
        return database.read(handle -> find(handle, entityName(entity, user), projectName(name)));
    }

    /** The project of a run or of another thing that holds its row. */
    public Project get(long id) {
        return database.read(handle -> handle.createQuery(SELECT + "WHERE p.id = ?")
                .bind(0, id)
                .map((row, ctx) -> Project.of(row))
                .findOne()
                .orElseThrow(() -> RequestException.notFound("project " + id + " does not exist")));
    }

    /** The entity's projects, newest first; no entity means all that there are. */
    public List<Project> list(@Nullable String entity) {
        return database.read(handle -> handle.createQuery(
                        SELECT + "WHERE :entity IS NULL OR a.name = :entity ORDER BY p.created_at DESC, p.id DESC")
                .bind("entity", entity)
                .map((row, ctx) -> Project.of(row))
                .list());
    }

    /** The project, made if absent; no entity means the user's own, no name {@value #DEFAULT}. */
    public Project open(@Nullable String entity, @Nullable String name, User user) {
        String owner = entityName(entity, user);
        String project = projectName(name);
        Optional<Project> existing = database.read(handle -> find(handle, owner, project));
        if (existing.isPresent()) {
            return existing.get();
        }
        Names.checkProject(project);
        User account = users.byName(owner).orElseThrow(() -> unknown(owner));
        return database.write(handle -> {
            handle.execute(
                    "INSERT OR IGNORE INTO project (account_id, name, created_at) VALUES (?, ?, ?)",
                    account.id(),
                    project,
                    clock.millis());
            return find(handle, owner, project).orElseThrow();
        });
    }

    /** Changes what is not null. */
    public void describe(
            Project project, @Nullable String description, @Nullable String access, @Nullable String views) {
        database.change(handle -> handle.execute(
                "UPDATE project SET description = coalesce(?, description), access = coalesce(?, access), "
                        + "views_json = coalesce(?, views_json) WHERE id = ?",
                description,
                access,
                views,
                project.id()));
    }

    private static Optional<Project> find(Handle handle, String entity, String name) {
        return handle.createQuery(SELECT + "WHERE a.name = ? AND p.name = ?")
                .bind(0, entity)
                .bind(1, name)
                .map((row, ctx) -> Project.of(row))
                .findOne();
    }

    private static String entityName(@Nullable String entity, User user) {
        return entity == null || entity.isEmpty() ? user.name() : entity;
    }

    private static String projectName(@Nullable String name) {
        return name == null || name.isEmpty() ? DEFAULT : name;
    }

    private RequestException unknown(String entity) {
        String known = users.list().stream().map(User::name).collect(Collectors.joining(", "));
        return RequestException.invalid("entity \"" + entity + "\" does not exist on this server; it knows: " + known);
    }
}
