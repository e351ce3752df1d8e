package io.wandb4j.server.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants a run to be.
 *
 * <p>Clients send what they leave alone as null, so null means unchanged, for every member.
 */
public record RunChange(
        @Nullable String displayName,
        @Nullable String description,
        @Nullable String notes,
        @Nullable String group,
        @Nullable String jobType,
        @Nullable String commit,
        @Nullable String repo,
        @Nullable String host,
        @Nullable String program,
        @Nullable String sweep,
        @Nullable List<String> tags,
        @Nullable String config,
        @Nullable String summary,
        @Nullable RunState state) {

    /** A change of the configuration alone. */
    public static RunChange config(String config) {
        return new RunChange(null, null, null, null, null, null, null, null, null, null, null, config, null, null);
    }

    /** A change of the state alone. */
    public static RunChange state(RunState state) {
        return new RunChange(null, null, null, null, null, null, null, null, null, null, null, null, null, state);
    }

    /** A run of a sweep that waits for somebody to write it. */
    public static RunChange pending(String displayName, String sweep, String config) {
        return new RunChange(
                displayName,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                sweep,
                null,
                config,
                null,
                RunState.PENDING);
    }
}
