package io.wandb4j.sync;

/** How far a sync is.
 *
 * @param bytesRead how many bytes of the log are read
 * @param bytes how many bytes the log has; it may be growing
 * @param rowsSent how many rows the server has got by this sync */
public record SyncProgress(long bytesRead, long bytes, long rowsSent) {}
