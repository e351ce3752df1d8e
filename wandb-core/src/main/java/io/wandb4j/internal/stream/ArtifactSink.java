package io.wandb4j.internal.stream;

import io.wandb4j.artifact.ArtifactVersion;
import io.wandb4j.internal.log.proto.ArtifactRecord;

/** Uploads and commits an artifact that was written to the log. */
@FunctionalInterface
public interface ArtifactSink {
    /** The committed version.
     *
     * @throws io.wandb4j.errors.WandbException if the server refuses it or cannot be reached */
    ArtifactVersion upload(ArtifactRecord artifact);
}
