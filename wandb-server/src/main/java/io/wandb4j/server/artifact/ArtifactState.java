package io.wandb4j.server.artifact;

/** How far an artifact version has come. */
public enum ArtifactState {
    /** Its files are being uploaded. */
    PENDING,
    /** It is complete and never changes. */
    COMMITTED,
    /** It was deleted; its number is not given again. */
    DELETED
}
