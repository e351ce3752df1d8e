package io.wandb4j.sweeps.config;

import java.util.Locale;

/** Which way the metric of a sweep gets better. */
public enum Goal {
    MINIMIZE,
    MAXIMIZE;

    /** The name as it stands in a config: lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
