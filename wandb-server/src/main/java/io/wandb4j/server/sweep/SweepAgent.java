package io.wandb4j.server.sweep;

/**
 * A process that works on a sweep.
 *
 * @param name the id under which clients may ask for it
 * @param state {@code RUNNING}, {@code FINISHED} after it was told to exit, {@code CRASHED} when silent for too long
 * @param totalRuns how many runs it was given
 */
public record SweepAgent(
        long id,
        long sweepId,
        String name,
        String host,
        String state,
        int totalRuns,
        long createdAt,
        long heartbeatAt) {}
