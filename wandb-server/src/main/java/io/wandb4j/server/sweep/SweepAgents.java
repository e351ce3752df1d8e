package io.wandb4j.server.sweep;

import io.wandb4j.server.db.Database;
import io.wandb4j.server.db.Ids;
import io.wandb4j.server.errors.RequestException;
import io.wandb4j.server.run.Names;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The agents of all sweeps. */
public final class SweepAgents {

    private static final String SELECT = "SELECT a.*, (SELECT count(*) FROM sweep_trial t WHERE t.agent_id = a.id) AS"
            + " total_runs FROM sweep_agent a ";

    private final Database database;
    private final Sweeps sweeps;
    private final Clock clock;
    private final Duration timeout;
    private final long openedAt;

    /** Works on the agents in the database; one that is silent for longer than the timeout counts as gone, but time in
     * which nobody listened is no silence. */
    public SweepAgents(Database database, Sweeps sweeps, Clock clock, Duration timeout) {
        this.database = database;
        this.sweeps = sweeps;
        this.clock = clock;
        this.timeout = timeout;
        this.openedAt = clock.millis();
    }

    /** Registers an agent; the sweep begins with its first. */
    public SweepAgent create(Sweep sweep, String host) {
        return database.write(handle -> {
            long id = Ids.next(handle, "sweep_agent");
            handle.createUpdate("INSERT INTO sweep_agent (id, sweep_id, name, host, created_at, heartbeat_at)"
                            + " VALUES (:id, :sweep, :name, :host, :now, :now)")
                    .bind("id", id)
                    .bind("sweep", sweep.id())
                    .bind("name", Names.id())
                    .bind("host", host)
                    .bind("now", clock.millis())
                    .execute();
            if (sweeps.get(handle, sweep.id()).state() == SweepState.PENDING) {
                sweeps.apply(handle, sweep, new SweepChange(null, null, null, SweepState.RUNNING, null, null));
            }
            return get(handle, id);
        });
    }

    /** The agent of this row. */
    public SweepAgent get(long id) {
        return database.read(handle -> get(handle, id));
    }

    /** The sweep's agents, oldest first. */
    public List<SweepAgent> list(Sweep sweep) {
        return database.read(handle -> list(handle, sweep.id()));
    }

    /** The sweep's agent of this name, if there is one. */
    public Optional<SweepAgent> find(Sweep sweep, String name) {
        return list(sweep).stream().filter(agent -> agent.name().equals(name)).findFirst();
    }

    /** The rows of the runs that the agent was given, oldest first. */
    public List<Long> runs(SweepAgent agent) {
        return database.read(
                handle -> handle.createQuery("SELECT run_id FROM sweep_trial WHERE agent_id = ? ORDER BY run_id")
                        .bind(0, agent.id())
                        .mapTo(Long.class)
                        .list());
    }

    List<SweepAgent> list(Handle handle, long sweep) {
        return handle.createQuery(SELECT + "WHERE a.sweep_id = ? ORDER BY a.id")
                .bind(0, sweep)
                .map((row, context) -> agent(row))
                .list();
    }

    SweepAgent get(Handle handle, long id) {
        return handle.createQuery(SELECT + "WHERE a.id = ?")
                .bind(0, id)
                .map((row, context) -> agent(row))
                .findOne()
                .orElseThrow(
                        () -> RequestException.notFound("the agent does not exist; its sweep may have been deleted"));
    }

    /** Whether the agent was heard of not long ago. */
    boolean isAlive(SweepAgent agent) {
        return agent.state().equals("RUNNING");
    }

    private SweepAgent agent(ResultSet row) throws SQLException {
        long heartbeat = row.getLong("heartbeat_at");
        boolean silent = clock.millis() - Math.max(heartbeat, openedAt) > timeout.toMillis();
        String state = row.getBoolean("exited") ? "FINISHED" : silent ? "CRASHED" : "RUNNING";
        return new SweepAgent(
                row.getLong("id"),
                row.getLong("sweep_id"),
                row.getString("name"),
                row.getString("host"),
                state,
                row.getInt("total_runs"),
                row.getLong("created_at"),
                heartbeat);
    }
}
