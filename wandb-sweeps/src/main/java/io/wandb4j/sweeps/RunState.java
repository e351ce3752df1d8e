package io.wandb4j.sweeps;

import java.util.Locale;
import java.util.Optional;

/** The state of a run of a sweep, in the protocol's words. */
public enum RunState {
    PENDING,
    RUNNING,
    FINISHED,
    KILLED,
    CRASHED,
    FAILED,
    PREEMPTED,
    PREEMPTING;

    /** The state of that name, whatever its case; empty for a name that no state has. */
    public static Optional<RunState> named(String name) {
        for (RunState state : values()) {
            if (state.name().equalsIgnoreCase(name)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    /** The name as it travels: lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a run in this state will never log again. */
    public boolean isTerminal() {
        return this == FINISHED || this == KILLED || this == CRASHED || this == FAILED;
    }
}
