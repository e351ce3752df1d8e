package io.wandb4j.cli;

import io.wandb4j.errors.UsageException;
import io.wandb4j.query.StoredSweep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** The options that change what a sweep does, of which one may be given. */
final class SweepTurn {
    @Option(names = "--stop", description = "Start no more runs; those under way go on to their end.")
    private boolean stop;

    @Option(names = "--cancel", description = "Start no more runs, and stop those under way.")
    private boolean cancel;

    @Option(names = "--pause", description = "Start no more runs for now.")
    private boolean pause;

    @Option(names = "--resume", description = "Start runs again.")
    private boolean resume;

    /** A change, and how it is told. */
    enum Kind {
        STOP("Stopping", StoredSweep::stop),
        CANCEL("Cancelling", StoredSweep::cancel),
        PAUSE("Pausing", StoredSweep::pause),
        RESUME("Resuming", StoredSweep::resume);

        private final String doing;
        private final Consumer<StoredSweep> change;

        Kind(String doing, Consumer<StoredSweep> change) {
            this.doing = doing;
            this.change = change;
        }

        String doing() {
            return doing;
        }

        void turn(StoredSweep sweep) {
            change.accept(sweep);
        }
    }

    /** The change that is wanted; empty for none. */
    Optional<Kind> kind() {
        List<Kind> kinds = new ArrayList<>();
        if (stop) {
            kinds.add(Kind.STOP);
        }
        if (cancel) {
            kinds.add(Kind.CANCEL);
        }
        if (pause) {
            kinds.add(Kind.PAUSE);
        }
        if (resume) {
            kinds.add(Kind.RESUME);
        }
        if (kinds.size() > 1) {
            throw new UsageException("Only one state flag (stop/cancel/pause/resume) is allowed.");
        }
        return kinds.stream().findFirst();
    }
}
