package io.wandb4j.run;

/** When a saved file goes to the server. */
public enum SavePolicy {
    /** Once, at once. */
    NOW,
    /** Once, when the run ends. */
    END,
    /** At once, and again whenever it has changed. */
    LIVE
}
