package io.wandb4j.errors;

/** The server could not be reached, or answered with an error. */
public final class CommunicationException extends WandbException {
    private static final long serialVersionUID = 1;

    public CommunicationException(String message) {
        super(message, null);
    }

    public CommunicationException(String message, Throwable cause) {
        super(message, cause);
    }
}
