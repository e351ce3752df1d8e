package io.wandb4j.sweep;

import io.wandb4j.run.Run;

/** What is done within a run of a sweep, with the sweep's values as a record. */
@FunctionalInterface
public interface SweepFunction<T extends Record> {
    /** Trains with these values and logs to the run. */
    void accept(Run run, T values) throws Exception;
}
