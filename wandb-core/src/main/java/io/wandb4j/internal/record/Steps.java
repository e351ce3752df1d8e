package io.wandb4j.internal.record;

import org.jspecify.annotations.Nullable;

/** The step rules of {@code log}: which step a call belongs to and when its row closes.
 *
 * <p>Facts: a step that is given closes the rows before it and leaves its own open; no step closes the row and goes on to the
 * next; a step in the past is refused; {@code commit} overrides whether the row closes. Not safe for several threads. */
public final class Steps {
    private long current;

    public Steps(long first) {
        current = first;
    }

    public long current() {
        return current;
    }

    /** Whether a call with this step comes too late. */
    public boolean isPast(@Nullable Long step) {
        return step != null && step < current;
    }

    /** Whether the open row must close before a call with this step. */
    public boolean closesBefore(@Nullable Long step) {
        return step != null && step > current;
    }

    public void moveTo(@Nullable Long step) {
        if (step != null) {
            current = step;
        }
    }

    /** Whether the row closes after the call; then {@link #advance()}. */
    public static boolean closesAfter(@Nullable Long step, @Nullable Boolean commit) {
        return commit != null ? commit : step == null;
    }

    public void advance() {
        current++;
    }
}
