package io.wandb4j.artifact;

/** What happens between adding a file to an artifact and its upload. */
public enum FilePolicy {
    /** The file is copied when it is added, and may change afterwards. */
    MUTABLE,
    /** The file is uploaded from where it lies: no copy is made, and it must stay as it is until then. */
    IMMUTABLE
}
