package io.wandb4j.djl;

import static java.util.Objects.requireNonNull;

import ai.djl.training.tracker.ParameterTracker;
import org.jspecify.annotations.Nullable;

/** A learning rate tracker that remembers what it answered, because DJL shows a listener neither optimizer nor tracker.
 *
 * <pre>{@code
 * RecordingTracker rate = RecordingTracker.of(Tracker.fixed(0.01f));
 * Optimizer.sgd().setLearningRateTracker(rate).build();
 * WandbTrainingListener.builder(run).learningRate(rate).build();
 * }</pre>
 *
 * <p>The optimizer gets exactly the answers of the tracker inside. Where parameters have rates of their own, the one that
 * is asked for first is remembered. Safe for use by several threads. */
public final class RecordingTracker implements ParameterTracker {
    private final ParameterTracker tracker;
    private final Object lock = new Object();
    private @Nullable String parameter;
    private @Nullable Double latest;
    private int updates;

    private RecordingTracker(ParameterTracker tracker, int updatesBefore) {
        this.tracker = requireNonNull(tracker, "tracker");
        this.updates = updatesBefore;
    }

    /** Records what this tracker answers. */
    public static RecordingTracker of(ParameterTracker tracker) {
        return of(tracker, 0);
    }

    /** Records what this tracker answers in a training that was resumed after so many updates (the optimizer's
     * {@code optBeginNumUpdate}). */
    public static RecordingTracker of(ParameterTracker tracker, int updatesBefore) {
        return new RecordingTracker(tracker, updatesBefore);
    }

    @Override
    public float getNewValue(String parameterId, int numUpdate) {
        float value = tracker.getNewValue(parameterId, numUpdate);
        synchronized (lock) {
            if (parameter == null) {
                parameter = parameterId;
            }
            if (parameterId.equals(parameter)) {
                latest = Floats.asWritten(value);
                updates = numUpdate;
            }
        }
        return value;
    }

    /** The rate of the last update, null before the first. */
    @Nullable
    Double latest() {
        synchronized (lock) {
            return latest;
        }
    }

    /** The rate of the update to come: listeners see a batch before the optimizer steps. Asks the tracker ahead, which by
     * its contract answers by the number of the update alone. */
    @Nullable
    Double next() {
        String asked;
        int update;
        synchronized (lock) {
            asked = parameter;
            update = updates + 1;
        }
        return Floats.asWritten(tracker.getNewValue(asked == null ? "" : asked, update));
    }
}
