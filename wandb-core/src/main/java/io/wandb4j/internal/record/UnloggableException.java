package io.wandb4j.internal.record;

/** A value for which no JSON can stand; its key is skipped. */
final class UnloggableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnloggableException(String message) {
        super(message);
    }
}
