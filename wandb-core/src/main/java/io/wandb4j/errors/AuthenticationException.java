package io.wandb4j.errors;

/** The server does not know the API key, or there is none. */
public final class AuthenticationException extends WandbException {
    private static final long serialVersionUID = 1;

    public AuthenticationException(String message) {
        super(message, null);
    }

    public AuthenticationException(String message, Throwable cause) {
        super(message, cause);
    }
}
