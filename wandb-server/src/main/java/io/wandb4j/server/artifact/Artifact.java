package io.wandb4j.server.artifact;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version of an artifact.
 *
 * @param collectionId the sequence that it was logged to
 * @param runId the run that logged it first, null when there is none or it was deleted
 * @param version its number in the sequence, given when it is committed
 * @param metadata JSON
 * @param wantedAliases what a pending version will be called
 * @param ttlSeconds how long it is meant to be kept; null as its collection, negative without end
 * @param manifestId the manifest that lists its files, known when it is committed
 * @param size the sum of its files' sizes
 */
public record Artifact(
        long id,
        long collectionId,
        @Nullable Long runId,
        long userId,
        ArtifactState state,
        String digest,
        @Nullable Long version,
        @Nullable String description,
        @Nullable String metadata,
        List<String> tags,
        List<String> wantedAliases,
        @Nullable Long ttlSeconds,
        @Nullable Long historyStep,
        @Nullable String distributedId,
        @Nullable Long manifestId,
        long size,
        long fileCount,
        long createdAt,
        @Nullable Long updatedAt) {

    static Artifact of(ResultSet row) throws SQLException {
        return new Artifact(
                row.getLong("id"),
                row.getLong("collection_id"),
                Columns.number(row, "run_id"),
                row.getLong("account_id"),
                ArtifactState.valueOf(row.getString("state")),
                row.getString("digest"),
                Columns.number(row, "version"),
                row.getString("description"),
                row.getString("metadata_json"),
                Columns.texts(row, "tags_json"),
                Columns.texts(row, "aliases_json"),
                Columns.number(row, "ttl_seconds"),
                Columns.number(row, "history_step"),
                row.getString("distributed_id"),
                Columns.number(row, "manifest_id"),
                row.getLong("size"),
                row.getLong("file_count"),
                row.getLong("created_at"),
                Columns.number(row, "updated_at"));
    }
}
