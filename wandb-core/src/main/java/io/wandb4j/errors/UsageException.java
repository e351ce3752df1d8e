package io.wandb4j.errors;

/** The caller gave something that cannot work: the message says what, which and how to mend it. */
public final class UsageException extends WandbException {
    private static final long serialVersionUID = 1;

    public UsageException(String message) {
        super(message, null);
    }

    public UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
