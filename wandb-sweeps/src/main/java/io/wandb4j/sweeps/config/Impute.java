package io.wandb4j.sweeps.config;

import java.util.Locale;

/** Which value stands in for the metric of a run that has none to trust. */
public enum Impute {
    LATEST,
    BEST,
    WORST;

    /** The name as it stands in a config: lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
