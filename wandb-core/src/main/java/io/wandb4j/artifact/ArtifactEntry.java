package io.wandb4j.artifact;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One file of an artifact, or a reference to something that lies elsewhere.
 *
 * @param path where the file lies in the artifact, with forward slashes
 * @param digest the MD5 of its content in base64; for a reference, what identifies its content
 * @param size in bytes
 * @param reference the address of what lies elsewhere
 * @param extra what a reference's storage says about it
 * @param birthArtifactId the version that brought this content first, if the server said so
 * @param localPath where the content lies on this machine, if it does */
public record ArtifactEntry(
        String path,
        String digest,
        long size,
        Optional<String> reference,
        Map<String, Object> extra,
        Optional<String> birthArtifactId,
        Optional<Path> localPath) {
    /** Refuses a path that leaves the artifact. */
    public ArtifactEntry {
        path = EntryPath.of(path);
        requireNonNull(digest, "digest");
        extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
    }

    /** A file whose content lies on this machine. */
    public static ArtifactEntry ofFile(String path, String digest, long size, Path localPath) {
        return new ArtifactEntry(
                path, digest, size, Optional.empty(), Map.of(), Optional.empty(), Optional.of(localPath));
    }

    /** This entry, whose content came with the given version first. */
    public ArtifactEntry bornIn(String artifactId) {
        return new ArtifactEntry(path, digest, size, reference, extra, Optional.of(artifactId), localPath);
    }
}
