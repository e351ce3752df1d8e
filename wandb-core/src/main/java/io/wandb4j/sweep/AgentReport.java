package io.wandb4j.sweep;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;

/** What an agent did.
 *
 * @param sweepId the sweep that it worked on
 * @param finished how many runs came to their end
 * @param failed how many runs ended by what their function threw
 * @param stopped how many runs ended because the server wanted them stopped
 * @param ending why the agent took no more runs
 * @param warnings what it noticed on the way, such as a metric that no run logged */
public record AgentReport(String sweepId, int finished, int failed, int stopped, Ending ending, List<String> warnings)
        implements Serializable {
    public AgentReport {
        requireNonNull(sweepId, "sweepId");
        requireNonNull(ending, "ending");
        warnings = List.copyOf(warnings);
    }

    /** All runs that the agent started. */
    public int runs() {
        return finished + failed + stopped;
    }

    /** Why an agent took no more runs. */
    public enum Ending {
        /** The server had no more to give: all was tried, or somebody ended the sweep. */
        SWEEP_DONE,
        /** The agent did as many runs as it was told to. */
        COUNT_REACHED,
        /** Too many runs failed too early. */
        TOO_MANY_FAILURES,
        /** The sweep is no longer there. */
        SWEEP_GONE,
        /** The agent's thread was interrupted. */
        INTERRUPTED
    }
}
