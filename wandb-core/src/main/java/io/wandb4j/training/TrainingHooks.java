package io.wandb4j.training;

import io.wandb4j.errors.RunStoppedException;
import io.wandb4j.run.Run;

/** Stands between a framework's callbacks and our code, so that no fault of ours ever reaches the training.
 *
 * <p>The first failure is told once and silences the listener for good; training goes on as if it had none. Safe for
 * use by several threads. */
public final class TrainingHooks {
    /** What a callback does; it may fail. */
    @FunctionalInterface
    public interface Hook {
        void run();
    }

    private final Run run;
    private final TrainingEnd end;
    private volatile boolean stopWhenAsked;
    private volatile boolean detached;

    TrainingHooks(Run run, TrainingEnd end, boolean stopWhenAsked) {
        this.run = run;
        this.end = end;
        this.stopWhenAsked = stopWhenAsked;
    }

    /** Runs our part of a callback, unless an earlier one failed. Never throws. */
    public void run(Hook hook) {
        if (detached) {
            return;
        }
        try {
            hook.run();
        } catch (RuntimeException | LinkageError e) { // LinkageError: a framework version that we do not know
            detached = true;
            run.warn(
                    "listener",
                    "the training listener failed and is off from here on; training goes on: " + e
                            + (e.getCause() == null ? "" : ", because of " + e.getCause()));
        }
    }

    /** Ends the training if the server asked the run to stop and the user wants that obeyed.
     *
     * @throws RunStoppedException out of the framework's training loop; nothing else is thrown here */
    public void stopIfAsked() {
        if (stopWhenAsked && run.isStopped()) {
            String reason = "run " + run.id() + " was asked to stop";
            end.record(Outcome.STOPPED, reason);
            throw new RunStoppedException(reason);
        }
    }

    /** Leaves it to somebody else to end the training when the server asks. */
    public void stopElsewhere() {
        stopWhenAsked = false;
    }
}
