package io.wandb4j.server.sweep;

import org.jspecify.annotations.Nullable;

/**
 * What a client wants a sweep to be; null means unchanged.
 *
 * @param yaml the configuration
 * @param controller JSON for {@link Sweep#controller}
 * @param scheduler JSON for {@link Sweep#scheduler}
 */
public record SweepChange(
        @Nullable String yaml,
        @Nullable String displayName,
        @Nullable String description,
        @Nullable SweepState state,
        @Nullable String controller,
        @Nullable String scheduler) {}
