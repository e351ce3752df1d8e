package io.wandb4j.djl;

import ai.djl.nn.Parameter;
import ai.djl.training.ParameterServer;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.ParameterTracker;
import ai.djl.training.tracker.Tracker;
import ai.djl.util.Pair;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where a listener reads the learning rates: of the update to come, and of the last one; by parameter where each may have its
 * own, empty where they are unknown. */
record LearningRate(Supplier<Map<String, Double>> next, Supplier<Map<String, Double>> latest) {
    static final LearningRate UNKNOWN = new LearningRate(Map::of, Map::of);

    private static final Class<?> FIXED = Tracker.fixed(0).getClass(); // the usual one, which need not be asked again

    static LearningRate of(RecordingTracker tracker) {
        return new LearningRate(() -> named(tracker.next()), () -> named(tracker.latest()));
    }

    /** The rates of the trainer's optimizer, which DJL hides: it is asked by the number that the optimizer itself asks
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
        Map<String, String> ids = tracker instanceof Tracker ? Map.of("", "") : ids(trainer);
        IntSupplier done = Fields.count(optimizer, "numUpdate");
        IntSupplier before = Fields.count(optimizer, "beginNumUpdate");
        IntSupplier updates = () -> Math.max(done.getAsInt(), before.getAsInt());
        TrackedRates rates = new TrackedRates(tracker, ids);
        return new LearningRate(next(tracker, rates, updates), () -> {
            int update = updates.getAsInt();
            return update == 0 ? Map.of() : rates.at(update);
        });
    }

    private static Supplier<Map<String, Double>> next(
            ParameterTracker tracker, TrackedRates rates, IntSupplier updates) {
        if (tracker.getClass() == FIXED) {
            Map<String, Double> always = rates.at(1);
            return () -> always;
        }
        return () -> rates.at(updates.getAsInt() + 1);
    }

    /** The trainer's optimizer, as far as it can be found. */
    static Optional<Optimizer> optimizer(Trainer trainer) {
        return Fields.ofType(trainer, ParameterStore.class)
                .flatMap(store -> Fields.ofType(store, ParameterServer.class))
                .flatMap(server -> Fields.ofType(server, Optimizer.class));
    }

    private static Map<String, Double> named(@Nullable Double rate) {
        return rate == null ? Map.of() : Map.of("", rate);
    }

    /** What the optimizer calls each parameter that learns, by the block's names. */
    private static Map<String, String> ids(Trainer trainer) {
        Map<String, String> ids = new LinkedHashMap<>();
        for (Pair<String, Parameter> pair : trainer.getModel().getBlock().getParameters()) {
            if (pair.getValue().requiresGradient()) {
                ids.put(pair.getKey(), pair.getValue().getId());
            }
        }
        return ids;
    }
}
