package io.wandb4j.server.run;

import io.wandb4j.server.auth.User;
import io.wandb4j.server.db.Database;
import io.wandb4j.server.db.Ids;
import io.wandb4j.server.errors.RequestException;
import io.wandb4j.server.json.Json;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The runs of all projects: what they are, not what they logged. */
public final class Runs {

    private static final String SELECT = "SELECT * FROM run ";
    private static final SqlPart BY_AGE = SqlPart.of("created_at, id");

    private final Database database;
    private final Clock clock;
    private final RunRows rows;

    /** Works on the runs in the database; a run that is silent for longer than the timeout counts as crashed. */
    public Runs(Database database, Clock clock, Duration crashTimeout) {
        this.database = database;
        this.clock = clock;
        this.rows = new RunRows(clock, crashTimeout);
    }

    /** The run of this name, if it exists. */
    public Optional<Run> find(Project project, String name) {
        return database.read(handle -> find(handle, project.id(), name));
    }

    /** The run of this row. */
    public Run get(long id) {
        return database.read(handle -> get(handle, id));
    }

    /** The runs of a project that belong to a sweep, oldest first. */
    public List<Run> ofSweep(long projectId, String sweep) {
        return database.read(handle -> ofSweep(handle, projectId, sweep));
    }

    /** The same within a transaction. */
    public List<Run> ofSweep(Handle handle, long projectId, String sweep) {
        return list(handle.createQuery(SELECT + "WHERE project_id = ? AND sweep_name = ? ORDER BY created_at, id")
                .bind(0, projectId)
                .bind(1, sweep));
    }

    /** The runs of a project of which a condition is true, oldest first. */
    List<Run> list(Project project, SqlPart wanted) {
        return database.read(handle -> list(select(handle, "*", project, wanted, BY_AGE)));
    }

    /** The rows of a project's runs, oldest first, without reading the runs. */
    public List<Long> ids(Project project) {
        return ids(project, SqlPart.TRUE, BY_AGE);
    }

    /** The rows of the runs of which a condition is true, in an order, without reading the runs. */
    List<Long> ids(Project project, SqlPart wanted, SqlPart order) {
        return database.read(handle ->
                select(handle, "id", project, wanted, order).mapTo(Long.class).list());
    }

    /** Runs that were not heard of since then are no longer what they last said. */
    long silentSince() {
        return rows.silentSince();
    }

    private static Query select(Handle handle, String columns, Project project, SqlPart wanted, SqlPart order) {
        Query query = handle.createQuery("SELECT " + columns + " FROM run WHERE project_id = ? AND (" + wanted.sql()
                + ") ORDER BY " + order.sql());
        query.bind(0, project.id());
        int position = 1;
        for (Object argument : wanted.arguments()) {
            query.bind(position++, argument);
        }
        for (Object argument : order.arguments()) {
            query.bind(position++, argument);
        }
        return query;
    }

    /** What a writer of the run sends: makes the run if absent, revives one that was over, merges its config. */
    public Upserted write(Project project, @Nullable String name, RunChange change, User user) {
        String run = name == null ? Names.id() : name;
        Names.checkRun(run);
        return database.write(handle -> {
            Optional<Run> before = find(handle, project.id(), run);
            if (before.isEmpty()) {
                Run made = insert(handle, project, run, change, user);
                return new Upserted(fork(handle, project, made, change), true);
            }
            Run existing = before.get();
            if (change.state() == null) {
                begin(handle, existing.id());
            }
            touch(handle, existing.id());
            return new Upserted(apply(handle, existing, change, true), false);
        });
    }

    /** What somebody else changes on the run: its config is replaced, its state left alone. */
    public Run edit(long id, RunChange change) {
        return database.write(handle -> apply(handle, get(handle, id), change, false));
    }

    /** Asks the run to stop: its writer is told with its next request. */
    public void stop(long id) {
        database.change(handle -> {
            Run run = get(handle, id);
            if (!run.state().isOver()) {
                handle.execute("UPDATE run SET stop_requested = 1 WHERE id = ?", id);
            }
        });
    }

    /** Removes the run with all that it logged; the caller removes the files' bytes. */
    public void delete(long id) {
        database.change(handle -> {
            get(handle, id);
            for (String table : List.of("history", "event", "console")) {
                handle.execute("DELETE FROM " + table + " WHERE id BETWEEN ? AND ?", Line.first(id), Line.last(id));
            }
            handle.execute("DELETE FROM run WHERE id = ?", id);
        });
    }

    /** Keeps an alert that the run raised, unless the last one of its title is younger than the wait. */
    public void alert(long id, String title, String text, String severity, Duration wait) {
        long now = clock.millis();
        database.change(handle -> handle.execute(
                "INSERT INTO alert (run_id, title, text, severity, created_at) SELECT ?, ?, ?, ?, ?"
                        + " WHERE NOT EXISTS (SELECT 1 FROM alert WHERE run_id = ? AND title = ? AND created_at > ?)",
                id,
                title,
                text,
                severity,
                now,
                id,
                title,
                now - Math.min(now, wait.toMillis())));
    }

    /** The alerts that the run raised, the newest first. */
    public List<Alert> alerts(long id) {
        return database.read(handle -> handle.createQuery(
                        "SELECT title, text, severity, created_at FROM alert WHERE run_id = ? ORDER BY id DESC")
                .bind(0, id)
                .map((row, context) -> new Alert(
                        row.getString("title"),
                        row.getString("text"),
                        row.getString("severity"),
                        row.getLong("created_at")))
                .list());
    }

    Run get(Handle handle, long id) {
        return handle.createQuery(SELECT + "WHERE id = ?")
                .bind(0, id)
                .map(rows)
                .findOne()
                .orElseThrow(() -> RequestException.notFound("the run does not exist; it may have been deleted"));
    }

    // Without silence: a run that reads as crashed is still running here.
    static RunState storedState(Handle handle, long id) {
        return RunState.of(handle.createQuery("SELECT state FROM run WHERE id = ?")
                .bind(0, id)
                .mapTo(String.class)
                .one());
    }

    private Optional<Run> find(Handle handle, long projectId, String name) {
        return handle.createQuery(SELECT + "WHERE project_id = ? AND name = ?")
                .bind(0, projectId)
                .bind(1, name)
                .map(rows)
                .findOne();
    }

    private List<Run> list(Query query) {
        return query.map(rows).list();
    }

    private Run insert(Handle handle, Project project, String name, RunChange change, User user) {
        long number = 1
                + handle.createQuery("SELECT count(*) FROM run WHERE project_id = ?")
                        .bind(0, project.id())
                        .mapTo(Long.class)
                        .one();
        RunState state = change.state() == null ? RunState.RUNNING : change.state();
        long id = Ids.next(handle, "run");
        handle.createUpdate("INSERT INTO run (id, project_id, name, display_name, state, account_id, created_at,"
                        + " heartbeat_at) VALUES (:id, :project, :name, :display, :state, :account, :now, :now)")
                .bind("id", id)
                .bind("project", project.id())
                .bind("name", name)
                .bind("display", Names.display(number))
                .bind("state", state.toString())
                .bind("account", user.id())
                .bind("now", clock.millis())
                .execute();
        return apply(handle, get(handle, id), change, true);
    }

    // A fork begins with the history of the other run; from there on both go their own ways.
    private Run fork(Handle handle, Project project, Run run, RunChange change) {
        Optional<BranchPoint> point =
                BranchPoint.of(change.config()).filter(branch -> !branch.run().equals(run.name()));
        if (point.isEmpty()) {
            return run;
        }
        Run parent = find(handle, project.id(), point.get().run())
                .orElseThrow(() -> RequestException.invalid(
                        "cannot fork: run \"" + point.get().run() + "\" does not exist in project "
                                + project.entityName() + "/" + project.name()));
        handle.execute(
                "INSERT INTO history (id, run_id, step, line)"
                        + " SELECT ? + row_number() OVER (ORDER BY id) - 1, ?, step, line FROM history"
                        + " WHERE run_id = ? AND step <= ?",
                Line.first(run.id()),
                run.id(),
                parent.id(),
                point.get().step());
        HistoryKeys.recount(handle, run.id());
        return get(handle, run.id());
    }

    private Run apply(Handle handle, Run run, RunChange change, boolean writer) {
        handle.createUpdate("UPDATE run SET display_name = coalesce(:displayName, display_name),"
                        + " description = coalesce(:description, description), notes = coalesce(:notes, notes),"
                        + " group_name = coalesce(:group, group_name), job_type = coalesce(:jobType, job_type),"
                        + " commit_hash = coalesce(:commit, commit_hash), repo = coalesce(:repo, repo),"
                        + " host = coalesce(:host, host), program = coalesce(:program, program),"
                        + " sweep_name = coalesce(:sweep, sweep_name), tags_json = coalesce(:tagsJson, tags_json),"
                        + " config_json = coalesce(:configJson, config_json),"
                        + " summary_json = coalesce(:summaryJson, summary_json), state = coalesce(:stateName, state)"
                        + " WHERE id = :id")
                .bindMethods(change)
                .bind("tagsJson", change.tags() == null ? null : Json.text(change.tags()))
                .bind("configJson", mergedConfig(run, change, writer))
                .bind(
                        "summaryJson",
                        change.summary() == null ? null : Json.text(Json.object(change.summary(), "summary")))
                .bind(
                        "stateName",
                        change.state() == null ? null : change.state().toString())
                .bind("id", run.id())
                .execute();
        return get(handle, run.id());
    }

    private static @Nullable String mergedConfig(Run run, RunChange change, boolean writer) {
        String sent = change.config();
        if (sent == null) {
            return null;
        }
        return writer ? ConfigMerge.byWriter(run.config(), sent) : ConfigMerge.byEditor(run.config(), sent);
    }

    private void touch(Handle handle, long id) {
        handle.execute("UPDATE run SET heartbeat_at = ? WHERE id = ?", clock.millis(), id);
    }

    // A run that was over begins anew; one that was made for somebody else to write begins now.
    private static void begin(Handle handle, long id) {
        RunState state = storedState(handle, id);
        if (state.isOver()) {
            handle.execute("UPDATE run SET state = 'running', exit_code = NULL, stop_requested = 0 WHERE id = ?", id);
        } else if (state == RunState.PENDING) {
            handle.execute("UPDATE run SET state = 'running' WHERE id = ?", id);
        }
    }

    /** A run after a writer's request, and whether that request made it. */
    public record Upserted(Run run, boolean inserted) {}
}
