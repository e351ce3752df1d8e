package io.wandb4j.internal.stream;

import java.io.IOException;

/** What a log that has no more records, and none of a run's end, means. */
@FunctionalInterface
interface LogEnd {
    /** What to do when there is nothing more to read. */
    enum Answer {
        /** More will come. */
        WAIT,
        /** More will come, but not for this sender. */
        LEAVE,
        /** Nobody is left who could write more: the run failed. */
        FAIL
    }

    /** Asked before the log is read again, so that nothing is written between the last look and a final answer. */
    Answer ask() throws IOException;
}
