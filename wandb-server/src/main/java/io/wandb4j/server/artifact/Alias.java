package io.wandb4j.server.artifact;

import java.sql.ResultSet;
import java.sql.SQLException;

/** A name for one version of a collection; it can move to another version. */
public record Alias(long id, long collectionId, long membershipId, String alias) {

    static Alias of(ResultSet row) throws SQLException {
        return new Alias(
                row.getLong("id"), row.getLong("collection_id"), row.getLong("membership_id"), row.getString("alias"));
    }
}
