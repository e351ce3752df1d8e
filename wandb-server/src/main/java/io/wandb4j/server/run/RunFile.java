package io.wandb4j.server.run;

import org.jspecify.annotations.Nullable;

/** A file of a run; without a blob it is announced, not yet uploaded. */
public record RunFile(
        long id,
        long runId,
        String name,
        @Nullable String blob,
        long size,
        @Nullable String md5,
        long updatedAt) {}
