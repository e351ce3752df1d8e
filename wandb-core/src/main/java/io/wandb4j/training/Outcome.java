package io.wandb4j.training;

/** How a training ended. */
public enum Outcome {
    /** All epochs were trained. */
    FINISHED("finished"),
    /** A condition of early stopping ended it. */
    STOPPED_EARLY("stopped early"),
    /** The loss became infinite or no number at all. */
    DIVERGED("diverged"),
    /** The server asked the run to stop. */
    STOPPED("stopped"),
    /** An exception ended it. */
    FAILED("failed");

    private final String text;

    Outcome(String text) {
        this.text = text;
    }

    /** What the run's summary says. */
    @Override
    public String toString() {
        return text;
    }
}
