package io.wandb4j.internal.stream;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import java.util.TreeSet;

/** How much of a log a server has.
 *
 * @param target which run on which server
 * @param firstLine the line of the server's history at which the first row of this log goes
 * @param rows how many rows of the log are acknowledged; all of them lie before the others
 * @param lines how many lines these rows made on the server: rows that are too long make none
 * @param artifacts the artifacts that are committed, by their number in the log, from 0
 * @param complete whether the server has all, the end included */
record Progress(Target target, long firstLine, long rows, long lines, Set<Integer> artifacts, boolean complete) {
    /** A run on a server; the storage id is the server's own, so that a run made anew is told from the one before. */
    record Target(String baseUrl, String entity, String project, String runId, String storageId, String displayName) {
        static Target of(String baseUrl, RunIdentity run) {
            return new Target(baseUrl, run.entity(), run.project(), run.runId(), run.storageId(), run.displayName());
        }

        /** Whether this is the same run on the same server, whatever it is called now. */
        boolean isSame(Target other) {
            return baseUrl.equals(other.baseUrl)
                    && entity.equals(other.entity)
                    && project.equals(other.project)
                    && runId.equals(other.runId)
                    && storageId.equals(other.storageId);
        }
    }

    Progress {
        requireNonNull(target, "target");
        artifacts = Set.copyOf(artifacts);
    }

    /** Nothing is sent yet. */
    static Progress begin(Target target, long firstLine) {
        return new Progress(target, firstLine, 0, 0, Set.of(), false);
    }

    /** The line of the server's history at which the next row goes. */
    long nextLine() {
        return firstLine + lines;
    }

    Progress withRows(long rows, long lines) {
        return new Progress(target, firstLine, rows, lines, artifacts, complete);
    }

    Progress withArtifact(int number) {
        Set<Integer> more = new TreeSet<>(artifacts);
        more.add(number);
        return new Progress(target, firstLine, rows, lines, more, complete);
    }

    Progress withComplete(boolean complete) {
        return new Progress(target, firstLine, rows, lines, artifacts, complete);
    }
}
