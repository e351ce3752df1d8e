package io.wandb4j.query;

import io.wandb4j.artifact.ArtifactVersion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where versions come from and what became of them: a graph of versions and the runs that used and logged them. Immutable. */
public final class Lineage {
    private final ArtifactVersion start;
    private final Set<Step> steps;

    private Lineage(ArtifactVersion start, Set<Step> steps) {
        this.start = start;
        this.steps = steps;
    }

    /** What a run has to do with a version. */
    public enum Kind {
        /** The run used it. */
        USED,
        /** The run logged it. */
        LOGGED
    }

    /** A run and a version beside each other.
     *
     * @param run the path of the run, such as {@code entity/project/id} */
    public record Step(String run, Kind kind, ArtifactVersion artifact) {
        /** In words. */
        @Override
        public String toString() {
            return "run " + run + (kind == Kind.USED ? " used " : " logged ") + artifact;
        }
    }

    /** Walks the graph both ways, at most so many runs far. */
    static Lineage of(ArtifactVersion start, int mostRuns, ServerReader server) {
        Walk walk = new Walk(server, mostRuns);
        walk.up(start);
        walk.down(start);
        return new Lineage(start, walk.steps);
    }

    /** The version from which the walk began. */
    public ArtifactVersion start() {
        return start;
    }

    /** All that was found: what the version was made of first, step by step backwards, then what it was used for. */
    public List<Step> steps() {
        return List.copyOf(steps);
    }

    /** The versions from which this one was made, directly or by others. */
    public List<ArtifactVersion> upstream() {
        return reached(Kind.LOGGED, Kind.USED);
    }

    /** The versions that were made from this one, directly or by others. */
    public List<ArtifactVersion> downstream() {
        return reached(Kind.USED, Kind.LOGGED);
    }

    /** One step on each line. */
    @Override
    public String toString() {
        return String.join("\n", steps.stream().map(Step::toString).toList());
    }

    private List<ArtifactVersion> reached(Kind from, Kind to) {
        Set<ArtifactVersion> reached = new LinkedHashSet<>();
        Deque<ArtifactVersion> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            ArtifactVersion version = open.remove();
            for (Step entry : steps) {
                if (entry.kind() != from || !entry.artifact().equals(version)) {
                    continue;
                }
                steps.stream()
                        .filter(exit -> exit.kind() == to && exit.run().equals(entry.run()))
                        .map(Step::artifact)
                        .filter(reached::add)
                        .forEach(open::add);
            }
        }
        reached.remove(start);
        return List.copyOf(reached);
    }

    /** Asks the server step by step; every run is looked at once in each direction. */
    private static final class Walk {
        private final ServerReader server;
        private final int mostRuns;
        private final Set<Step> steps = new LinkedHashSet<>();
        private final Map<String, Collection<String>> seen = new LinkedHashMap<>();

        Walk(ServerReader server, int mostRuns) {
            this.server = server;
            this.mostRuns = mostRuns;
        }

        void up(ArtifactVersion start) {
            walk(start, "up", Kind.LOGGED);
        }

        void down(ArtifactVersion start) {
            walk(start, "down", Kind.USED);
        }

        private void walk(ArtifactVersion start, String direction, Kind toRun) {
            Collection<String> runs = seen.computeIfAbsent(direction, unused -> new LinkedHashSet<>());
            Deque<ArtifactVersion> open = new ArrayDeque<>(List.of(start));
            Set<ArtifactVersion> versions = new LinkedHashSet<>(open);
            while (!open.isEmpty()) {
                ArtifactVersion version = open.remove();
                for (String run : runsOf(version, toRun)) {
                    steps.add(new Step(run, toRun, version));
                    if (runs.size() < mostRuns && runs.add(run)) {
                        for (ArtifactVersion next : versionsOf(run, toRun)) {
                            steps.add(new Step(run, toRun == Kind.USED ? Kind.LOGGED : Kind.USED, next));
                            if (versions.add(next)) {
                                open.add(next);
                            }
                        }
                    }
                }
            }
        }

        private List<String> runsOf(ArtifactVersion version, Kind kind) {
            return kind == Kind.USED
                    ? server.pathsOfUsers(version)
                    : new ArrayList<>(server.pathOfCreator(version).stream().toList());
        }

        private List<ArtifactVersion> versionsOf(String run, Kind toRun) {
            String[] parts = run.split("/", -1);
            return toRun == Kind.USED
                    ? server.artifacts().loggedBy(parts[0], parts[1], parts[2])
                    : server.artifacts().usedBy(parts[0], parts[1], parts[2]);
        }
    }
}
