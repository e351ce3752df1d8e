package io.wandb4j.server.sweep;

import io.wandb4j.server.json.Json;
import io.wandb4j.server.run.RunState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The answer to an agent, and what to write down with it: a function of the situation and the question alone. */
record Plan(List<Command> commands, List<Change> changes) {

    /**
     * What an agent asks.
     *
     * @param agent the agent's row
     * @param active the runs that it says it has
     * @param freshName what a new run would be called
     */
    record Question(long agent, Set<String> active, String freshName) {}

    static Plan of(Situation situation, Question question) {
        return new Draft(situation, question).plan();
    }

    /** Whether a run is over by it, which may have been the sweep's last. */
    boolean endsRuns() {
        return changes.stream().anyMatch(Change.End.class::isInstance);
    }

    private static final class Draft {
        private final Situation situation;
        private final Question question;
        private final List<Command> commands = new ArrayList<>();
        private final List<Change> changes = new ArrayList<>();

        Draft(Situation situation, Question question) {
            this.situation = situation;
            this.question = question;
        }

        Plan plan() {
            situation.trials().forEach(this::followUp);
            SweepState state = situation.sweep().state();
            // whoever has runs finishes them first: an agent that is told to exit kills what it has
            if (question.active().isEmpty()) {
                if (state.isOver()) {
                    exit();
                } else if (state != SweepState.PAUSED) {
                    handOut();
                }
            }
            return new Plan(List.copyOf(commands), List.copyOf(changes));
        }

        private void followUp(Trial trial) {
            if (question.active().contains(trial.name())) {
                if (shallStop(trial) || isElsewhere(trial)) {
                    commands.add(new Command.Stop(trial.name()));
                }
                if (belongsHere(trial)) {
                    changes.add(new Change.Seen(trial));
                }
            } else {
                fate(trial).ifPresent(state -> changes.add(new Change.End(trial, state)));
            }
        }

        private static boolean shallStop(Trial trial) {
            return trial.run().stopRequested() && trial.run().exitCode() == null;
        }

        // The agent was silent for so long that somebody else got its run.
        private boolean isElsewhere(Trial trial) {
            Trial.Handout handout = trial.handout();
            return handout != null && !belongsHere(trial) && (trial.isWaiting() || handout.alive());
        }

        /** How a run ended that nobody has any more; empty while it goes on, or may still begin. */
        private Optional<RunState> fate(Trial trial) {
            Trial.Handout handout = trial.handout();
            if (handout == null || isEnded(trial) || !belongsHere(trial) && handout.alive()) {
                return Optional.empty();
            }
            if (!trial.isWaiting()) {
                // the agent would still have a run whose process lives; that of a silent agent may live on
                return belongsHere(trial) ? Optional.of(trial.abandoned()) : Optional.empty();
            }
            if (situation.sweep().state().isOver() || trial.run().stopRequested()) {
                return Optional.of(RunState.KILLED);
            }
            boolean diedAtStart = belongsHere(trial) && handout.seen();
            return diedAtStart || handout.count() >= Trial.MOST_HANDOUTS
                    ? Optional.of(RunState.FAILED)
                    : Optional.empty();
        }

        private static boolean isEnded(Trial trial) {
            return trial.run().state().isOver() && !trial.run().silent();
        }

        private boolean belongsHere(Trial trial) {
            return trial.belongsTo(question.agent());
        }

        private void handOut() {
            Optional<Trial> lost =
                    situation.trials().stream().filter(this::isFree).findFirst();
            if (lost.isPresent()) {
                commands.add(Command.Start.of(lost.get(), situation.config().program()));
                changes.add(new Change.HandOutAgain(lost.get(), question.agent()));
                return;
            }
            Optional<Proposal> next = situation.next();
            if (next.isPresent()) {
                commands.add(Command.Start.of(
                        question.freshName(),
                        situation.config().program(),
                        Json.text(next.get().config())));
                changes.add(new Change.Create(question.freshName(), next.get(), question.agent()));
            } else if (situation.isExhausted() && situation.trials().stream().noneMatch(this::mayBeLost)) {
                exit();
            }
        }

        private boolean mayBeLost(Trial trial) {
            return trial.mayBeLost()
                    && fate(trial).filter(state -> state != RunState.PREEMPTED).isEmpty();
        }

        private boolean isFree(Trial trial) {
            Trial.Handout handout = trial.handout();
            if (handout == null || fate(trial).isPresent()) {
                return false;
            }
            return trial.isWaiting() ? belongsHere(trial) || !handout.alive() : trial.mayGoOn();
        }

        private void exit() {
            commands.add(new Command.Exit());
            changes.add(new Change.Exit(question.agent()));
        }
    }
}
