package io.wandb4j.sweep;

import java.util.Optional;

/** What one agent shall do, whoever says so: a server, or the sweep's file. */
interface Orders {
    /** The next command; empty if there is nothing to do now. */
    Optional<Command> next();

    /** Whether nobody knows the sweep any more. */
    boolean isGone();

    /** Waits until it is time to ask again, or to leave. */
    void pause(Departure departure) throws InterruptedException;

    /** Watches whether a run that has begun shall stop, until closed: then the run has ended. */
    Watch watch(String runId);

    /** How one run stands. */
    interface Watch extends AutoCloseable {
        /** Whether the run shall stop. */
        boolean isStopRequested();

        /** The run has done all that it will: what is not yet requested is requested no more. */
        default void functionReturned() {}

        @Override
        void close();
    }
}
