package io.wandb4j.sweep;

import java.util.Map;
import java.util.Optional;

/** A way to do one run of a sweep; blocks until the run has ended. */
interface Trial {
    /** Does the run that a command asks for. */
    Result run(Command command);

    /** How a run ended. */
    enum Outcome {
        FINISHED,
        FAILED,
        STOPPED
    }

    /** How a run ended, and the last values that it logged.
     *
     * @param summary empty for a run that could not start, or whose values this process does not see */
    record Result(Outcome outcome, Optional<Map<String, ?>> summary) {}
}
