package io.wandb4j.settings;

/** What happens when a run of the same id exists already. */
public enum Resume {
    /** Nobody asks: the run is started as if it were new. Rows come after those that the server has, with steps from 0. */
    NONE,
    /** Goes on with the run if it exists, starts it if not. */
    ALLOW,
    /** Goes on with the run, and refuses to start if it does not exist. */
    MUST,
    /** Starts the run, and refuses to if it exists. */
    NEVER,
    /** Goes on with the last run of this folder that did not end with exit code 0; like {@link #ALLOW} otherwise. */
    AUTO
}
