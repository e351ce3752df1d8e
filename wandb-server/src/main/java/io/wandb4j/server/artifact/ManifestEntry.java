package io.wandb4j.server.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One file of a manifest.
 *
 * @param path where it lies in the artifact
 * @param digest the MD5 of its content in Base64; of a reference, whatever identifies what it refers to
 * @param size its size in bytes
 * @param ref the address of a file that is kept elsewhere, null when its content is kept here
 * @param birthArtifactId the id of the version that the content came with
 * @param extra what else the client noted
 */
record ManifestEntry(
        String path,
        String digest,
        long size,
        @Nullable String ref,
        @Nullable String birthArtifactId,
        @Nullable JsonNode extra) {

    ManifestEntry {
        ArtifactRules.checkPath(path);
        if (ref == null) {
            ArtifactRules.checkMd5(digest);
        }
    }

    boolean isStoredHere() {
        return ref == null;
    }
}
