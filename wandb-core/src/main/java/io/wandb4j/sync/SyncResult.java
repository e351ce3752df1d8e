package io.wandb4j.sync;

import java.util.List;

/** What came of a sync.
 *
 * @param path the run on the server, {@code entity/project/id}
 * @param name the name of the run that people see
 * @param url where people look at it
 * @param rowsSent how many rows were sent now; what the server had before is not sent again
 * @param end how the run ended
 * @param exitCode the exit code of the run; 0 while it goes on
 * @param complete whether the server now has all of the run
 * @param problems what did not arrive and why, in words for people */
public record SyncResult(
        String path,
        String name,
        String url,
        long rowsSent,
        End end,
        int exitCode,
        boolean complete,
        List<String> problems) {

    /** How a run ended. */
    public enum End {
        /** Its log says how. */
        ENDED,
        /** Its process died: it is marked as failed. */
        DIED,
        /** It is still being written; what was there is sent, and a later sync sends the rest. */
        STILL_WRITTEN
    }

    /** Copies the problems. */
    public SyncResult {
        problems = List.copyOf(problems);
    }
}
