package io.wandb4j.media;

/** How a table that is logged again and again is kept. */
public enum LogMode {
    /** Once: the table does not change. */
    IMMUTABLE,
    /** Each time in full, as a new version. */
    MUTABLE,
    /** Each time only what is new. */
    INCREMENTAL
}
