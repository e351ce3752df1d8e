package io.wandb4j.sweeps.search;

/** No search here goes by the method of the sweep. */
public final class UnsupportedMethodException extends UnsupportedOperationException {
    private static final long serialVersionUID = 1;

    UnsupportedMethodException(String message) {
        super(message);
    }
}
