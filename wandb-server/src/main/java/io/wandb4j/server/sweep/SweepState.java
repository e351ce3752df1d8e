package io.wandb4j.server.sweep;

import io.wandb4j.server.errors.RequestException;
import java.util.Arrays;
import java.util.Locale;

/** What a sweep is doing, as W&amp;B names it. */
public enum SweepState {
    /** No agent has asked for a run. */
    PENDING,
    /** Agents get runs. */
    RUNNING,
    /** Agents get no runs for now. */
    PAUSED,
    /** No more runs; those under way may end. */
    FINISHED,
    /** No more runs; those under way are stopped. */
    CANCELED;

    /** The state of this name, in whatever case. */
    public static SweepState of(String name) {
        String wanted = name.toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(state -> state.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> RequestException.invalid(
                        "\"" + name + "\" is not a state of a sweep; take RUNNING, PAUSED, FINISHED or CANCELED"));
    }

    /** Whether no more runs are handed out, whoever asks. */
    public boolean isOver() {
        return this == FINISHED || this == CANCELED;
    }

    /** The wanted state, if a sweep in this one may come to it. */
    SweepState to(SweepState wanted) {
        boolean allowed =
                switch (wanted) {
                    case RUNNING -> true;
                    case PAUSED -> this == RUNNING || this == PAUSED;
                    case FINISHED, CANCELED -> !isOver() || this == wanted;
                    case PENDING -> this == PENDING;
                };
        if (!allowed) {
            throw RequestException.invalid("a sweep that is " + this + " cannot become " + wanted);
        }
        return wanted;
    }
}
