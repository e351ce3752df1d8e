package io.wandb4j.server.artifact;

import io.wandb4j.server.auth.User;
import io.wandb4j.server.run.Project;
import io.wandb4j.server.run.Run;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants to log.
 *
 * @param type the kind of artifact
 * @param name the name of the sequence that gets the version
 * @param digest what the version consists of
 * @param run the run that logs it
 * @param metadata JSON
 * @param deduplicate whether the newest version stands for this one when it consists of the same
 * @param distributedId what several runs that make one version together agreed on
 * @param clientId what the client calls the version
 * @param sequenceClientId what the client calls the sequence
 */
public record ArtifactRequest(
        Project project,
        User user,
        String type,
        String name,
        String digest,
        @Nullable Run run,
        @Nullable String description,
        @Nullable String metadata,
        List<String> aliases,
        List<String> tags,
        @Nullable Long ttlSeconds,
        @Nullable Long historyStep,
        boolean deduplicate,
        @Nullable String distributedId,
        @Nullable String clientId,
        @Nullable String sequenceClientId) {

    /** Checks names, tags and metadata. */
    public ArtifactRequest {
        ArtifactRules.checkName(name);
        ArtifactRules.checkType(type);
        ArtifactRules.checkAliases(aliases);
        ArtifactRules.checkTags(tags);
        Artifacts.checkMetadata(metadata);
        aliases = List.copyOf(aliases);
        tags = List.copyOf(tags);
    }
}
