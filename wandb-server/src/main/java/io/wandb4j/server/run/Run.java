package io.wandb4j.server.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run as it is stored, without its history, console lines and files.
 *
 * @param state what it is doing, silence taken into account
 * @param silent whether that state is told by its silence alone: it may still be heard of
 * @param config JSON: each key maps to an object with {@code value}
 * @param summary JSON: the last or reduced value of each metric
 * @param systemMetrics JSON: the last value of each system metric
 * @param lastStep the highest step in the history, null when there is none
 */
public record Run(
        long id,
        long projectId,
        long userId,
        String name,
        String displayName,
        @Nullable String description,
        @Nullable String notes,
        @Nullable String group,
        @Nullable String jobType,
        @Nullable String commit,
        @Nullable String repo,
        @Nullable String host,
        @Nullable String program,
        @Nullable String sweepName,
        List<String> tags,
        String config,
        String summary,
        String systemMetrics,
        RunState state,
        boolean silent,
        @Nullable Integer exitCode,
        boolean stopRequested,
        long createdAt,
        long heartbeatAt,
        int historyLines,
        int eventsLines,
        int logLines,
        @Nullable Long lastStep) {}
