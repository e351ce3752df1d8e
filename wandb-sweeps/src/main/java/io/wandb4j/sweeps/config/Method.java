package io.wandb4j.sweeps.config;

import java.util.Locale;

/** How a sweep finds its next configuration. */
public enum Method {
    BAYES,
    RANDOM,
    GRID,
    CUSTOM;

    /** The name as it stands in a config: lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
