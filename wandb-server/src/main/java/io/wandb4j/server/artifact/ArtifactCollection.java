package io.wandb4j.server.artifact;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The artifact versions under one name in a project.
 *
 * @param portfolio whether it links to versions of other collections, instead of holding versions that were logged to it
 */
public record ArtifactCollection(
        long id,
        long projectId,
        long typeId,
        String name,
        boolean portfolio,
        @Nullable String description,
        List<String> tags,
        long createdAt,
        @Nullable Long updatedAt) {

    static ArtifactCollection of(ResultSet row) throws SQLException {
        return new ArtifactCollection(
                row.getLong("id"),
                row.getLong("project_id"),
                row.getLong("type_id"),
                row.getString("name"),
                row.getBoolean("portfolio"),
                row.getString("description"),
                Columns.texts(row, "tags_json"),
                row.getLong("created_at"),
                Columns.number(row, "updated_at"));
    }
}
