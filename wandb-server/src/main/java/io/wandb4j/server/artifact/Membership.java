package io.wandb4j.server.artifact;

import java.sql.ResultSet;
import java.sql.SQLException;

/** A version's place in a collection: in the sequence that it was logged to, or in a portfolio that links to it. */
public record Membership(long id, long collectionId, long artifactId, long version, long createdAt) {

    static Membership of(ResultSet row) throws SQLException {
        return new Membership(
                row.getLong("id"),
                row.getLong("collection_id"),
                row.getLong("artifact_id"),
                row.getLong("version"),
                row.getLong("created_at"));
    }
}
