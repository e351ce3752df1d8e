package io.wandb4j.internal.stream;

/** Which run on which server: its place, its id, and the server's own handle for it. */
public record RunIdentity(
        String entity, String project, String runId, String storageId, String displayName, long historyLines) {}
