package io.wandb4j.internal.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** One file of a run's file stream: the lines that wait for a request. For one thread. */
interface StreamFile {
    /** Whether nothing waits. */
    boolean isEmpty();

    /** About how many bytes wait. */
    long bytes();

    /** Writes what the next request carries of the file, as a field of its {@code files}; whether that is all that waits. */
    boolean writeTo(JsonGenerator json) throws IOException;

    /** Goes on after the server has taken the request; what did not fit into it still waits. */
    void sent();

    /** How far the server is once nothing waits. */
    Progress.Lines reached();
}
