package io.wandb4j.internal.stream;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import java.util.TreeSet;

/** How much of a log a server has.
 *
 * @param target which run on which server
 * @param history how many of its rows
 * @param events how many of its samples of system metrics
 * @param console how many of its records of what was printed
 * @param alerts how many of its alerts
 * @param artifacts the artifacts that are committed, by their number in the log, from 0
 * @param complete whether the server has all, the end included */
record Progress(
        Target target,
        Lines history,
        Lines events,
        Lines console,
        int alerts,
        Set<Integer> artifacts,
        boolean complete) {
    /** A run on a server; the storage id is the server's own, so that a run made anew is told from the one before. */
    record Target(String baseUrl, String entity, String project, String runId, String storageId) {
        static Target of(String baseUrl, RunIdentity run) {
            return new Target(baseUrl, run.entity(), run.project(), run.runId(), run.storageId());
        }
    }

    /** How much of one kind of records the server has, as lines of a file.
     *
     * @param first the line of the server's file at which the first record of this log goes
     * @param records how many records are acknowledged; all of them lie before the others
     * @param lines how many lines these made on the server: a record need not make exactly one */
    record Lines(long first, long records, long lines) {
        /** Nothing is sent yet. */
        static Lines begin(long first) {
            return new Lines(first, 0, 0);
        }

        private Lines checked(long present) {
            return present >= next() ? this : begin(first);
        }

        /** The line of the server's file behind those that it has. */
        long next() {
            return first + lines;
        }
    }

    Progress {
        requireNonNull(target, "target");
        artifacts = Set.copyOf(artifacts);
    }

    /** Nothing is sent yet; the lines go behind these. */
    static Progress begin(Target target, LineCounts present) {
        return new Progress(
                target,
                Lines.begin(present.history()),
                Lines.begin(present.events()),
                Lines.begin(present.console()),
                0,
                Set.of(),
                false);
    }

    /** This progress while the server has these lines: kinds of which it has less than it acknowledged begin again. */
    Progress checked(LineCounts present) {
        return with(
                history.checked(present.history()),
                events.checked(present.events()),
                console.checked(present.console()));
    }

    Progress with(Lines history, Lines events, Lines console) {
        return new Progress(target, history, events, console, alerts, artifacts, complete);
    }

    Progress withAlerts(int alerts) {
        return new Progress(target, history, events, console, alerts, artifacts, complete);
    }

    Progress withArtifact(int number) {
        Set<Integer> more = new TreeSet<>(artifacts);
        more.add(number);
        return withArtifacts(more);
    }

    Progress withArtifacts(Set<Integer> artifacts) {
        return new Progress(target, history, events, console, alerts, artifacts, complete);
    }

    Progress withComplete(boolean complete) {
        return new Progress(target, history, events, console, alerts, artifacts, complete);
    }
}
