package io.wandb4j.server.artifact;

import io.wandb4j.server.db.Database;
import java.time.Clock;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Which run logged which versions, and which it used. */
public final class Lineage {

    private final Database database;
    private final Clock clock;

    /** Works on the database. */
    public Lineage(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Records that a run used a version. */
    public void use(long run, long artifact, @Nullable String usedAs) {
        database.change(handle -> {
            Artifacts.get(handle, artifact);
            handle.execute(
                    "INSERT INTO artifact_input (run_id, artifact_id, used_as, created_at) VALUES (?, ?, ?, ?) "
                            + "ON CONFLICT (run_id, artifact_id) DO UPDATE SET used_as = excluded.used_as",
                    run,
                    artifact,
                    usedAs,
                    clock.millis());
        });
    }

    /** The versions that a run used, in that order. */
    public List<Long> inputs(long run) {
        return versions("artifact_input", run);
    }

    /** The versions that a run logged, in that order. */
    public List<Long> outputs(long run) {
        return versions("artifact_output", run);
    }

    /** The runs that used a version, in that order. */
    public List<Long> users(long artifact) {
        return database.read(handle -> handle.createQuery(
                        "SELECT run_id FROM artifact_input WHERE artifact_id = ? ORDER BY created_at, run_id")
                .bind(0, artifact)
                .mapTo(Long.class)
                .list());
    }

    static void logged(Handle handle, long run, long artifact, long now) {
        handle.execute(
                "INSERT OR IGNORE INTO artifact_output (run_id, artifact_id, created_at) VALUES (?, ?, ?)",
                run,
                artifact,
                now);
    }

    private List<Long> versions(String table, long run) {
        return database.read(handle -> handle.createQuery("SELECT l.artifact_id FROM " + table + " l "
                        + "JOIN artifact a ON a.id = l.artifact_id WHERE l.run_id = ? AND a.state = 'COMMITTED' "
                        + "ORDER BY l.created_at, l.artifact_id")
                .bind(0, run)
                .mapTo(Long.class)
                .list());
    }
}
