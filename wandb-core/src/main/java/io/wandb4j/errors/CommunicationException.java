package io.wandb4j.errors;

import org.jspecify.annotations.Nullable;

/** The server could not be reached, or answered with an error. */
public final class CommunicationException extends WandbException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final boolean rejected;

    /** A failure that may heal: no answer, or the patience ended before one came. */
    public CommunicationException(String message) {
        this(message, null, 0, false);
    }

    /** A failure that may heal, and what caused it. */
    public CommunicationException(String message, Throwable cause) {
        this(message, cause, 0, false);
    }

    private CommunicationException(String message, @Nullable Throwable cause, int status, boolean rejected) {
        super(message, cause);
        this.status = status;
        this.rejected = rejected;
    }

    /** A failure that repeating the same request cannot heal. */
    public static CommunicationException rejected(int status, String message, @Nullable Throwable cause) {
        return new CommunicationException(message, cause, status, true);
    }

    /** A failure that may heal; the attempts were used up, or the time was over. */
    public static CommunicationException gaveUp(int status, String message, @Nullable Throwable cause) {
        return new CommunicationException(message, cause, status, false);
    }

    /** Whether this request can never succeed, however often it is sent. */
    public boolean isRejected() {
        return rejected;
    }

    /** The HTTP status of the last answer, or 0 if there was none. */
    public int status() {
        return status;
    }
}
