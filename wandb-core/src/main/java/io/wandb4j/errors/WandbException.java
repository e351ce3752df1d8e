package io.wandb4j.errors;

import org.jspecify.annotations.Nullable;

/** Anything that this library refuses or fails to do; the leaves say whose turn it is to act.
 *
 * <p>Thrown while setting up (starting a run, a sweep, reading back), never by logging. */
public abstract class WandbException extends RuntimeException {
    private static final long serialVersionUID = 1;

    WandbException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
