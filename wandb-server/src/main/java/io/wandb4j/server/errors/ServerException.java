package io.wandb4j.server.errors;

import org.jspecify.annotations.Nullable;

/** The server cannot start or go on; the message says what, why and how to mend it. */
public final class ServerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates one with a message for the person who started the server. */
    public ServerException(String message) {
        this(message, null);
    }

    /** Creates one with a message for the person who started the server, and the cause. */
    public ServerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
