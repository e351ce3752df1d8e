package io.wandb4j.internal.stream;

/** Which run on which server: its place, its id, the server's own handle for it, and what the server had of it before. */
public record RunIdentity(
        String entity, String project, String runId, String storageId, String displayName, LineCounts lines) {}
