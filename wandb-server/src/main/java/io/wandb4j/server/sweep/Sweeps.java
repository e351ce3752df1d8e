package io.wandb4j.server.sweep;

import io.wandb4j.server.auth.User;
import io.wandb4j.server.db.Database;
import io.wandb4j.server.db.Ids;
import io.wandb4j.server.errors.RequestException;
import io.wandb4j.server.run.Names;
import io.wandb4j.server.run.Project;
import io.wandb4j.sweeps.config.Controller;
import io.wandb4j.sweeps.config.Method;
import io.wandb4j.sweeps.config.SweepConfig;
import io.wandb4j.sweeps.search.Search;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** The sweeps of all projects. */
public final class Sweeps {

    private static final String SELECT = "SELECT * FROM sweep ";

    private final Database database;
    private final Clock clock;
    private final LongSupplier seeds;

    /** Works on the sweeps in the database; each new one takes a seed. */
    public Sweeps(Database database, Clock clock, LongSupplier seeds) {
        this.database = database;
        this.clock = clock;
        this.seeds = seeds;
    }

    /** The sweep of this name, if it exists. */
    public Optional<Sweep> find(Project project, String name) {
        return database.read(handle -> handle.createQuery(SELECT + "WHERE project_id = ? AND name = ?")
                .bind(0, project.id())
                .bind(1, name)
                .map((row, context) -> Sweep.of(row))
                .findOne());
    }

    /** The sweep of this row. */
    public Sweep get(long id) {
        return database.read(handle -> get(handle, id));
    }

    /** A project's sweeps, newest first. */
    public List<Sweep> list(Project project) {
        return database.read(
                handle -> handle.createQuery(SELECT + "WHERE project_id = ? ORDER BY created_at DESC, id DESC")
                        .bind(0, project.id())
                        .map((row, context) -> Sweep.of(row))
                        .list());
    }

    /** Refuses a change with which no sweep can be made: no configuration, a wrong one, a method without a search. */
    public void check(SweepChange change) {
        if (change.yaml() == null) {
            throw RequestException.invalid("a new sweep needs a config; to change an existing one, send its id");
        }
        checkMethod(Sweep.config(change.yaml()));
    }

    /** Makes a sweep. */
    public Sweep create(Project project, SweepChange change, User user) {
        check(change);
        return database.write(handle -> {
            long id = Ids.next(handle, "sweep");
            handle.createUpdate("INSERT INTO sweep (id, project_id, name, config_yaml, state, seed, account_id,"
                            + " created_at, updated_at)"
                            + " VALUES (:id, :project, :name, :yaml, 'PENDING', :seed, :account, :now, :now)")
                    .bind("id", id)
                    .bind("project", project.id())
                    .bind("name", Names.id())
                    .bind("yaml", change.yaml())
                    .bind("seed", seeds.getAsLong())
                    .bind("account", user.id())
                    .bind("now", clock.millis())
                    .execute();
            return apply(handle, get(handle, id), change);
        });
    }

    /** Changes a sweep; canceling it asks its runs to stop. */
    public Sweep change(long id, SweepChange change) {
        if (change.yaml() != null) {
            check(change);
        }
        return database.write(handle -> {
            Sweep changed = apply(handle, get(handle, id), change);
            if (change.state() == SweepState.CANCELED) {
                stopRuns(handle, changed);
            }
            return changed;
        });
    }

    /** Lets runs that exist already belong to the sweep. */
    public void adopt(Sweep sweep, Collection<Long> runs) {
        database.change(handle ->
                runs.forEach(run -> handle.execute("UPDATE run SET sweep_name = ? WHERE id = ?", sweep.name(), run)));
    }

    Sweep get(Handle handle, long id) {
        return handle.createQuery(SELECT + "WHERE id = ?")
                .bind(0, id)
                .map((row, context) -> Sweep.of(row))
                .findOne()
                .orElseThrow(() -> RequestException.notFound("the sweep does not exist"));
    }

    Sweep apply(Handle handle, Sweep sweep, SweepChange change) {
        SweepState state =
                change.state() == null ? sweep.state() : sweep.state().to(change.state());
        handle.createUpdate("UPDATE sweep SET config_yaml = coalesce(:yaml, config_yaml),"
                        + " display_name = coalesce(:displayName, display_name),"
                        + " description = coalesce(:description, description), state = :stateName,"
                        + " controller_json = coalesce(:controller, controller_json),"
                        + " scheduler_json = coalesce(:scheduler, scheduler_json), updated_at = :now WHERE id = :id")
                .bindMethods(change)
                .bind("stateName", state.name())
                .bind("now", clock.millis())
                .bind("id", sweep.id())
                .execute();
        return get(handle, sweep.id());
    }

    private static void stopRuns(Handle handle, Sweep sweep) {
        handle.execute(
                "UPDATE run SET stop_requested = 1 WHERE project_id = ? AND sweep_name = ?"
                        + " AND state IN ('pending', 'running', 'preempting')",
                sweep.projectId(),
                sweep.name());
    }

    // A controller on the user's machine searches by itself, by whatever method.
    private static void checkMethod(SweepConfig config) {
        if (config.controller() == Controller.LOCAL || Search.methods().contains(config.method())) {
            return;
        }
        String known = Search.methods().stream().map(Method::wireName).sorted().collect(Collectors.joining(", "));
        throw RequestException.invalid("method: this server cannot search by "
                + config.method().wireName() + "; the methods available are " + known);
    }
}
