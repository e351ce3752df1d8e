package io.wandb4j.artifact;

/** How far a transfer of an artifact is.
 *
 * @param filesDone files that are there
 * @param files all files
 * @param bytesDone bytes that are there, or were there before
 * @param bytes all bytes */
public record TransferProgress(long filesDone, long files, long bytesDone, long bytes) {}
