package io.wandb4j.djl;

import ai.djl.nn.Parameter;
import ai.djl.training.ParameterServer;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.ParameterTracker;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where a listener reads the learning rate: of the update to come, and of the last one; null where it is unknown. */
record LearningRate(Supplier<@Nullable Double> next, Supplier<@Nullable Double> latest) {
    static final LearningRate UNKNOWN = new LearningRate(() -> null, () -> null);

    static LearningRate of(RecordingTracker tracker) {
        return new LearningRate(tracker::next, tracker::latest);
    }

    /** The rate of the trainer's optimizer, which DJL hides: it is asked by the number that the optimizer itself asks
     * by, so that a tracker with a memory does not notice. */
    static LearningRate of(Trainer trainer) {
        Optimizer optimizer = optimizer(trainer).orElse(null);
        ParameterTracker tracker = optimizer == null
                ? null
                : Fields.ofType(optimizer, ParameterTracker.class).orElse(null);
        if (optimizer == null || tracker == null) {
            return UNKNOWN;
        }
        if (tracker instanceof RecordingTracker recording) {
            return of(recording);
        }
        String parameter = trainer.getModel().getBlock().getParameters().values().stream()
                .filter(Parameter::requiresGradient)
                .findFirst()
                .map(Parameter::getId)
                .orElse("");
        return new LearningRate(() -> Floats.asWritten(tracker.getNewValue(parameter, updates(optimizer) + 1)), () -> {
            int updates = updates(optimizer);
            return updates == 0 ? null : Floats.asWritten(tracker.getNewValue(parameter, updates));
        });
    }

    /** The trainer's optimizer, as far as it can be found. */
    static Optional<Optimizer> optimizer(Trainer trainer) {
        return Fields.ofType(trainer, ParameterStore.class)
                .flatMap(store -> Fields.ofType(store, ParameterServer.class))
                .flatMap(server -> Fields.ofType(server, Optimizer.class));
    }

    private static int updates(Optimizer optimizer) {
        int done = Fields.count(optimizer, "numUpdate").orElse(0);
        return Math.max(done, Fields.count(optimizer, "beginNumUpdate").orElse(0));
    }
}
