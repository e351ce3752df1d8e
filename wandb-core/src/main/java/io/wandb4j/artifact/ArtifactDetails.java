package io.wandb4j.artifact;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that is known about a version but its files. For the use of this library.
 *
 * @param entity who owns the project
 * @param project where the artifact lies
 * @param name the artifact's name
 * @param version such as {@code v0}
 * @param aliases by which the version is found now
 * @param type what the files are
 * @param id by which the server knows the version
 * @param digest what identifies the contents
 * @param size of all files, in bytes
 * @param metadata facts about the artifact
 * @param description what the artifact is for
 * @param tags of the version
 * @param timeToLive how long it is kept
 * @param fileCount how many files it has
 * @param createdAt when it was logged
 * @param source where it was logged: the same, unless this is a link */
public record ArtifactDetails(
        String entity,
        String project,
        String name,
        String version,
        List<String> aliases,
        String type,
        String id,
        String digest,
        long size,
        Map<String, Object> metadata,
        Optional<String> description,
        List<String> tags,
        TimeToLive timeToLive,
        long fileCount,
        Optional<Instant> createdAt,
        ArtifactPath source) {}
