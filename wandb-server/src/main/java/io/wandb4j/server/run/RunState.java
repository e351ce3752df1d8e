package io.wandb4j.server.run;

import io.wandb4j.server.errors.RequestException;
import java.util.Locale;

/** What a run is doing, as W&amp;B names it. */
public enum RunState {
    /** Created, not begun. */
    PENDING,
    /** Heard from not long ago. */
    RUNNING,
    /** About to lose its machine. */
    PREEMPTING,
    /** Lost its machine. */
    PREEMPTED,
    /** Ended with exit code 0. */
    FINISHED,
    /** Ended with another exit code. */
    FAILED,
    /** Ended because somebody asked it to stop. */
    KILLED,
    /** Silent for too long. */
    CRASHED;

    /** The state of this name. */
    public static RunState of(String name) {
        for (RunState state : values()) {
            if (state.toString().equals(name)) {
                return state;
            }
        }
        throw RequestException.invalid("\"" + name + "\" is not a run state");
    }

    /** Whether nothing more is expected. */
    public boolean isOver() {
        return this == FINISHED || this == FAILED || this == KILLED || this == CRASHED || this == PREEMPTED;
    }

    // A run is never marked as silent in the database: it revives by itself with its next heartbeat.
    RunState afterSilence() {
        return switch (this) {
            case RUNNING -> CRASHED;
            case PREEMPTING -> PREEMPTED;
            default -> this;
        };
    }

    RunState ended(int exitCode, boolean stopRequested) {
        if (exitCode == 0) {
            return FINISHED;
        }
        if (this == PREEMPTING || this == PREEMPTED) { // told again where the answer was lost
            return PREEMPTED;
        }
        return stopRequested ? KILLED : FAILED;
    }

    /** The name on the wire. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
