package io.wandb4j.sweep;

import io.wandb4j.internal.terminal.Terminal;
import io.wandb4j.sweep.AgentReport.Ending;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The time of one thread of an agent, from its first question to the end: one run after the other. */
final class Work {
    private final Orders orders;
    private final Trial trial;
    private final Tally tally;
    private final Departure departure;
    private final Terminal terminal;

    Work(Orders orders, Trial trial, Tally tally, Departure departure, Terminal terminal) {
        this.orders = orders;
        this.trial = trial;
        this.tally = tally;
        this.departure = departure;
        this.terminal = terminal;
    }

    Ending run() {
        boolean told = false;
        Ending ending = endingBeforeRun();
        while (ending == null) {
            Optional<Command> command = orders.next();
            if (command.isEmpty() || command.get().kind() != Command.Kind.RUN) {
                tally.giveBack();
            }
            if (command.isPresent()) {
                told = false;
                ending = follow(command.get());
            } else if (orders.isGone()) {
                ending = Ending.SWEEP_GONE;
            } else {
                told = told || tell("Sweep Agent: Waiting for job.");
                ending = pause();
            }
            ending = ending == null ? endingBeforeRun() : ending;
        }
        return ending;
    }

    /** Why no further run begins; else the right to one is taken. */
    private @Nullable Ending endingBeforeRun() {
        if (tally.isHopeless()) {
            return Ending.TOO_MANY_FAILURES;
        }
        if (departure.isWanted() || Thread.currentThread().isInterrupted()) {
            return Ending.INTERRUPTED;
        }
        return tally.take() ? null : Ending.COUNT_REACHED;
    }

    private @Nullable Ending follow(Command command) {
        return switch (command.kind()) {
            case EXIT -> Ending.SWEEP_DONE;
            case STOP -> null; // about a run that has ended meanwhile
            case RUN -> {
                tally.add(trial.run(command));
                yield null;
            }
        };
    }

    private @Nullable Ending pause() {
        try {
            orders.pause(departure);
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Ending.INTERRUPTED;
        }
    }

    private boolean tell(String line) {
        terminal.detail(line);
        return true;
    }
}
