package io.wandb4j.server.artifact;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A kind of artifacts in a project, such as {@code model}. */
public record ArtifactType(
        long id, long projectId, String name, @Nullable String description, long createdAt) {

    static ArtifactType of(ResultSet row) throws SQLException {
        return new ArtifactType(
                row.getLong("id"),
                row.getLong("project_id"),
                row.getString("name"),
                row.getString("description"),
                row.getLong("created_at"));
    }
}
