package io.wandb4j.sweeps.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a sweep finds its next configuration. */
public enum Method {
    /** A Gaussian process with one length scale for all parameters, as W&B's. */
    BAYES,
    /** Every parameter drawn on its own. */
    RANDOM,
    /** Every combination once. */
    GRID,
    /** By somebody else. */
    CUSTOM,
    /** A Gaussian process with a length scale for each parameter; not known to wandb.ai. */
    BAYES_ARD,
    /** Tree-structured Parzen estimator: what good runs have in common; not known to wandb.ai. */
    TPE,
    /** Covariance matrix adaptation: a cloud of points that moves and stretches; not known to wandb.ai. */
    CMA_ES;

    /** The method of that name, exactly as a config spells it. */
    public static Optional<Method> named(String name) {
        return Arrays.stream(values())
                .filter(method -> method.wireName().equals(name))
                .findFirst();
    }

    /** The name as it stands in a config: lower case, words joined by hyphens. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the method looks at how earlier runs did, so that it needs a metric. */
    public boolean learns() {
        return this == BAYES || this == BAYES_ARD || this == TPE || this == CMA_ES;
    }
}
