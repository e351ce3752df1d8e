package io.wandb4j.server.sweep;

import io.wandb4j.server.errors.RequestException;
import io.wandb4j.sweeps.config.InvalidSweepException;
import io.wandb4j.sweeps.config.SweepConfig;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A sweep as it is stored.
 *
 * @param name the id under which clients know it
 * @param yaml the configuration as the client wrote it
 * @param controller JSON: what a controller on the user's machine wants
 * @param scheduler JSON: what the server made of that
 * @param seed what random search starts from
 * @param drawn how many configurations were drawn so far
 */
public record Sweep(
        long id,
        long projectId,
        String name,
        @Nullable String displayName,
        @Nullable String description,
        String yaml,
        SweepState state,
        @Nullable String controller,
        @Nullable String scheduler,
        long seed,
        long drawn,
        long createdAt,
        long updatedAt,
        @Nullable Long heartbeatAt) {

    /** The configuration, read. */
    public SweepConfig config() {
        return config(yaml);
    }

    /** Reads a configuration; all that is wrong with it is said at once. */
    static SweepConfig config(String yaml) {
        try {
            return SweepConfig.parse(yaml);
        } catch (InvalidSweepException e) {
            throw RequestException.invalid(String.valueOf(e.getMessage()));
        }
    }

    static Sweep of(ResultSet row) throws SQLException {
        long heartbeat = row.getLong("heartbeat_at");
        return new Sweep(
                row.getLong("id"),
                row.getLong("project_id"),
                row.getString("name"),
                row.getString("display_name"),
                row.getString("description"),
                row.getString("config_yaml"),
                SweepState.of(row.getString("state")),
                row.getString("controller_json"),
                row.getString("scheduler_json"),
                row.getLong("seed"),
                row.getLong("drawn"),
                row.getLong("created_at"),
                row.getLong("updated_at"),
                heartbeat == 0 ? null : heartbeat);
    }
}
