package io.wandb4j.settings;

/** Where a run's data goes. */
public enum Mode {
    /** Into the log and on to the server. */
    ONLINE,
    /** Into the log only; {@code wandb4j sync} sends it later. */
    OFFLINE,
    /** Nowhere: every call is accepted and nothing is kept. */
    DISABLED
}
