package io.wandb4j.internal.transport;

/** Is told when a server does not do its part, and when it does again; on the threads that wait for it. */
public interface OutageListener {
    /** An attempt failed and another will follow.
     *
     * @param reason which server, and what went wrong */
    void away(String reason);

    /** A request that had failed before was answered. */
    void back();
}
