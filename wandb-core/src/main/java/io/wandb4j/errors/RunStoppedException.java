package io.wandb4j.errors;

/** Leaves a training loop because the server asked the run to stop.
 *
 * <p>Thrown only where the user asked for it ({@code stopWhenAsked()} of a listener); an agent records the run as
 * stopped, not as failed. */
public final class RunStoppedException extends WandbException {
    private static final long serialVersionUID = 1;

    public RunStoppedException(String message) {
        super(message, null);
    }
}
