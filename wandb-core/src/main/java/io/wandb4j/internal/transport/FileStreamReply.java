package io.wandb4j.internal.transport;

/** What the server says to a piece of a run's file stream.
 *
 * @param stopped whether the run is asked to stop */
public record FileStreamReply(boolean stopped) {}
