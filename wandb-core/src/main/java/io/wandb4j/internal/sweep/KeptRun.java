package io.wandb4j.internal.sweep;

import io.wandb4j.sweeps.RunState;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A run of a sweep without a server.
 *
 * @param state pending while it waits for an agent, running while an agent has it, then how it ended
 * @param stopped whether it was told to stop early
 * @param agent the number of the agent that has it, or had it last
 * @param values in the protocol's shape: {@code {"lr": {"value": 0.1}}} */
public record KeptRun(String id, RunState state, boolean stopped, int agent, Map<String, Object> values) {
    /** Copies the values. */
    public KeptRun {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The same run in another state. */
    public KeptRun in(RunState other) {
        return new KeptRun(id, other, stopped, agent, values);
    }

    /** The same run in the hands of an agent. */
    public KeptRun handedTo(int other) {
        return new KeptRun(id, RunState.RUNNING, stopped, other, values);
    }

    /** The same run, told to stop. */
    public KeptRun stoppedEarly() {
        return new KeptRun(id, state, true, agent, values);
    }
}
