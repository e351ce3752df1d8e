package io.wandb4j.sweeps.config;

import java.util.Locale;

/** Who decides about the runs of a sweep: the server, or a process of the user. */
public enum Controller {
    LOCAL,
    CLOUD;

    /** The name as it stands in a config: lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
