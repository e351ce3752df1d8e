package io.wandb4j.server.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.wandb4j.server.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Reads rows of the table {@code run}; a run that was silent for too long reads as crashed. */
final class RunRows implements RowMapper<Run> {

    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private final Clock clock;
    private final Duration crashTimeout;

    RunRows(Clock clock, Duration crashTimeout) {
        this.clock = clock;
        this.crashTimeout = crashTimeout;
    }

    @Override
    public Run map(ResultSet row, StatementContext context) throws SQLException {
        long heartbeat = row.getLong("heartbeat_at");
        RunState stored = RunState.of(row.getString("state"));
        RunState state = heartbeat < silentSince() ? stored.afterSilence() : stored;
        return new Run(
                row.getLong("id"),
                row.getLong("project_id"),
                row.getLong("account_id"),
                row.getString("name"),
                row.getString("display_name"),
                row.getString("description"),
                row.getString("notes"),
                row.getString("group_name"),
                row.getString("job_type"),
                row.getString("commit_hash"),
                row.getString("repo"),
                row.getString("host"),
                row.getString("program"),
                row.getString("sweep_name"),
                texts(row.getString("tags_json")),
                row.getString("config_json"),
                row.getString("summary_json"),
                row.getString("system_json"),
                state,
                state != stored,
                whole(row, "exit_code"),
                row.getBoolean("stop_requested"),
                row.getLong("created_at"),
                heartbeat,
                row.getInt("history_lines"),
                row.getInt("events_lines"),
                row.getInt("log_lines"),
                number(row, "last_step"));
    }

    /** Runs that were not heard of since then count as silent. */
    long silentSince() {
        return clock.millis() - crashTimeout.toMillis();
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    private static @Nullable Integer whole(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }

    private static List<String> texts(String json) throws SQLException {
        try {
            return List.copyOf(Json.MAPPER.readValue(json, TEXTS));
        } catch (JsonProcessingException e) {
            throw new SQLException("damaged tags", e);
        }
    }
}
