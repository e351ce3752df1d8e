package io.wandb4j.server.artifact;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A file of a committed version.
 *
 * @param digest the MD5 of its content in Base64; of a reference, whatever identifies what it refers to
 * @param ref where it is kept, null when its content is kept here
 */
public record ArtifactFile(
        long artifactId,
        String name,
        String digest,
        long size,
        @Nullable String ref) {

    static ArtifactFile of(ResultSet row) throws SQLException {
        return new ArtifactFile(
                row.getLong("artifact_id"),
                row.getString("name"),
                row.getString("digest"),
                row.getLong("size"),
                row.getString("ref"));
    }
}
