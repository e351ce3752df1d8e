package io.wandb4j.artifact;

import io.wandb4j.errors.UsageException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Addresses of files of other artifacts: {@code wandb-artifact://ID/PATH}, with the id in hexadecimal digits. */
public final class WandbReferences {
    static final String PREFIX = "wandb-artifact://";

    private WandbReferences() {}

    /** What such an address names.
     *
     * @param artifactId by which the server knows the version
     * @param path of the file in it */
    public record Target(String artifactId, String path) {}

    /** Whether an address is one of these. */
    public static boolean isOne(String uri) {
        return uri.startsWith(PREFIX);
    }

    /** The address of a file of a version. */
    public static String uri(String artifactId, String path) {
        try {
            return PREFIX + HexFormat.of().formatHex(Base64.getDecoder().decode(artifactId)) + "/" + path;
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "the server calls an artifact '" + artifactId + "', which cannot be referred to", e);
        }
    }

    /** An entry that leads to one of a version; where that leads elsewhere itself, to the end of the chain. */
    static ArtifactEntry to(String artifactId, ArtifactEntry target, String entryPath) {
        String uri = target.reference().filter(WandbReferences::isOne).orElseGet(() -> uri(artifactId, target.path()));
        return new ArtifactEntry(
                entryPath, target.digest(), 0, Optional.of(uri), Map.of(), Optional.empty(), Optional.empty());
    }

    /** Takes an address apart.
     *
     * @throws UsageException if it is none of these */
    public static Target parse(String uri) {
        int slash = uri.indexOf('/', PREFIX.length());
        if (!isOne(uri) || slash < 0) {
            throw bad(uri, null);
        }
        try {
            byte[] id = HexFormat.of().parseHex(uri.substring(PREFIX.length(), slash));
            return new Target(Base64.getEncoder().encodeToString(id), EntryPath.of(uri.substring(slash + 1)));
        } catch (IllegalArgumentException e) {
            throw bad(uri, e);
        }
    }

    private static UsageException bad(String uri, @Nullable Exception cause) {
        String message = "reference '" + uri + "' must have the form wandb-artifact://ID/PATH, with the ID in hex";
        return cause == null ? new UsageException(message) : new UsageException(message, cause);
    }
}
