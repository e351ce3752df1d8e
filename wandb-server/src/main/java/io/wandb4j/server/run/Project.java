package io.wandb4j.server.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A project: the runs of one entity under one name. */
public record Project(
        long id,
        long entityId,
        String entityName,
        String name,
        @Nullable String description,
        @Nullable String access,
        @Nullable String views,
        long createdAt) {

    static Project of(ResultSet row) throws SQLException {
        return new Project(
                row.getLong("id"),
                row.getLong("account_id"),
                row.getString("entity_name"),
                row.getString("name"),
                row.getString("description"),
                row.getString("access"),
                row.getString("views_json"),
                row.getLong("created_at"));
    }
}
