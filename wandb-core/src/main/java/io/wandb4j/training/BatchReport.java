package io.wandb4j.training;

import java.util.Map;
import java.util.function.ObjDoubleConsumer;

/** What a framework can tell at the end of a batch. Asked only for what is needed. */
public interface BatchReport {
    /** The framework's number of the current epoch, from 0. */
    int epoch();

    /** The metrics' means since the start of the epoch, by their bare names, {@code loss}. */
    Map<String, Double> means();

    /** Tells {@link #means} one by one, where no map is needed. */
    default void eachMean(ObjDoubleConsumer<String> taker) {
        means().forEach(taker::accept);
    }

    /** The rate of the batch's update in each layer that has one. */
    Map<String, Double> learningRates();

    /** The model as it is now. */
    TrainedModel model();

    /** Whether the model already has the batch's update; if not, a checkpoint waits for {@link TrainingLog#stepDone}. */
    default boolean isStepDone() {
        return true;
    }

    /** More values for the run, by their full names; where there are some, the batch becomes a row. */
    default Map<String, Object> more() {
        return Map.of();
    }
}
