package io.wandb4j.internal.record;

/** What a server tells of a run lacks something, or cannot be understood. */
public final class UnreadableRunException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableRunException(String message) {
        super(message);
    }

    UnreadableRunException(String message, Throwable cause) {
        super(message, cause);
    }
}
