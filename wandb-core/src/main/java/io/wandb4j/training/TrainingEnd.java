package io.wandb4j.training;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.wandb4j.errors.RunStoppedException;
import io.wandb4j.run.AlertLevel;
import io.wandb4j.run.Run;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Says in the run's summary how a training ended: {@code outcome} and {@code outcome_reason}.
 *
 * <p>What diverged stays so, whatever ended it then. Safe for use by several threads. */
public final class TrainingEnd {
    private final Run run;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private @Nullable Outcome outcome;

    /** The end of a training of this run. */
    public TrainingEnd(Run run) {
        this.run = run;
    }

    /** Does the training and records how it ended: whole, with an exception, or stopped from the server.
     *
     * @throws RuntimeException what the training throws; the run will end as failed */
    public void during(Runnable training) {
        try {
            training.run();
        } catch (RunStoppedException e) {
            record(Outcome.STOPPED, String.valueOf(e.getMessage()));
            throw e;
        } catch (RuntimeException | Error e) { // only to be told of: it goes on to the caller
            failed(Outcome.FAILED, e);
            throw e;
        }
        finished();
    }

    /** Records that the training came to its end, if nothing else is known of it. */
    public void finished() {
        recordIfOpen(Outcome.FINISHED, "all epochs were trained");
    }

    /** Records an exception that ended the training; the run will end as failed. After a stop that was asked for it is taken for
     * that one, which some trainers wrap into their own. */
    public void failed(Outcome how, Throwable cause) {
        synchronized (lock) {
            if (outcome == Outcome.STOPPED) {
                return;
            }
        }
        record(how, cause.toString());
        run.fail(cause);
    }

    /** Records an outcome and its reason. */
    public void record(Outcome how, String reason) {
        synchronized (lock) {
            if (outcome == Outcome.DIVERGED) {
                return;
            }
            outcome = how;
        }
        run.summary().set("outcome", how.toString());
        run.summary().set("outcome_reason", reason);
    }

    /** Records an outcome if there is none yet. */
    public void recordIfOpen(Outcome how, String reason) {
        synchronized (lock) {
            if (outcome != null) {
                return;
            }
        }
        record(how, reason);
    }

    /** Takes note of a batch's loss that is no finite number: the first means divergence, and raises an alert. */
    void diverged(double loss, int epoch, int batch) {
        synchronized (lock) {
            if (outcome == Outcome.DIVERGED) {
                return;
            }
        }
        String reason = "the loss is " + loss + " in batch " + batch + " of epoch " + epoch;
        record(Outcome.DIVERGED, reason);
        run.alert("Training diverged", "The training has diverged: " + reason, AlertLevel.ERROR, Duration.ZERO);
    }
}
