package io.wandb4j.media;

import org.jspecify.annotations.Nullable;

/** Teaches {@code log()} a foreign type, such as an array of a numerics library.
 *
 * <p>Found through {@link java.util.ServiceLoader}; called on the logging thread by several threads at once. */
public interface ValueAdapter {
    /** What to log instead: a number, boolean, text, list, array of primitives, map or {@link LoggedValue}; null if the
     * value is not of this adapter's kind. Nothing of the argument may be referenced by the result. */
    @Nullable
    Object adapt(Object value);
}
