package io.wandb4j.server.artifact;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A manifest file of a version; without a blob it is announced, not yet uploaded.
 *
 * @param digest the MD5 of the file in Base64, empty until the client knows it
 * @param baseArtifactId the version that an incremental manifest adds to
 */
public record StoredManifest(
        long id,
        long artifactId,
        String name,
        Kind kind,
        String digest,
        @Nullable String blob,
        long size,
        @Nullable Long baseArtifactId,
        long updatedAt) {

    /** How a manifest tells what the version consists of. */
    public enum Kind {
        /** It lists all files. */
        FULL,
        /** It lists what a version adds to an earlier one. */
        INCREMENTAL,
        /** It lists what one of several runs adds to a version that they make together. */
        PATCH
    }

    static StoredManifest of(ResultSet row) throws SQLException {
        return new StoredManifest(
                row.getLong("id"),
                row.getLong("artifact_id"),
                row.getString("name"),
                Kind.valueOf(row.getString("type")),
                row.getString("digest"),
                row.getString("blob"),
                row.getLong("size"),
                Columns.number(row, "base_artifact_id"),
                row.getLong("updated_at"));
    }
}
