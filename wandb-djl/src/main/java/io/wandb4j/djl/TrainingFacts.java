package io.wandb4j.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.training.evaluator.Evaluator;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.ParameterTracker;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What can be told of a training from its trainer and its first batch: the part of the config that nobody writes down. */
final class TrainingFacts {
    private TrainingFacts() {}

    static Map<String, Object> of(Trainer trainer, Batch batch) {
        Engine engine = trainer.getManager().getEngine();
        Block block = trainer.getModel().getBlock();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("framework", "djl");
        facts.put("framework_version", Engine.getDjlVersion());
        facts.put("engine", engine.getEngineName());
        facts.put("engine_version", engine.getVersion());
        facts.put("java_version", Runtime.version().toString());
        if (engine.getSeed() != null) {
            facts.put("seed", engine.getSeed());
        }
        facts.put("devices", devices(trainer.getDevices()));
        facts.put("batch_size", batch.getSize());
        facts.put("input_shapes", shapes(batch.getData()));
        facts.put("loss_function", named(trainer.getLoss()));
        facts.put("evaluators", evaluators(trainer));
        facts.put("block", block.toString());
        facts.put("parameters", SavedBlock.parameters(block));
        facts.put("initializers", initializers(block));
        LearningRate.optimizer(trainer).ifPresent(optimizer -> addOptimizer(optimizer, trainer, facts));
        return facts;
    }

    private static void addOptimizer(Optimizer optimizer, Trainer trainer, Map<String, Object> facts) {
        Map<String, Object> described = named(optimizer);
        described.remove("num_update"); // where it is, not how it was set
        Fields.ofType(optimizer, ParameterTracker.class)
                .ifPresent(tracker -> described.put("learning_rate_tracker", named(plain(tracker))));
        facts.put("optimizer", described);
        LearningRate.of(trainer).next().get().values().stream()
                .findFirst()
                .ifPresent(rate -> facts.put("learning_rate", rate));
    }

    private static ParameterTracker plain(ParameterTracker tracker) {
        return tracker instanceof RecordingTracker
                ? Fields.ofType(tracker, ParameterTracker.class).orElse(tracker)
                : tracker;
    }

    private static Map<String, Object> named(Object part) {
        Map<String, Object> described = new LinkedHashMap<>();
        Class<?> type = part.getClass();
        described.put("name", type.isHidden() ? "custom" : type.getSimpleName());
        if (!type.isHidden()) { // a lambda's fields are whatever it captured
            Fields.facts(part).forEach(described::putIfAbsent);
        }
        return described;
    }

    private static List<String> evaluators(Trainer trainer) {
        return trainer.getEvaluators().stream()
                .filter(evaluator -> evaluator != trainer.getLoss())
                .map(Evaluator::getName)
                .toList();
    }

    private static List<String> devices(Device... devices) {
        return Arrays.stream(devices).map(Device::toString).toList();
    }

    private static List<long[]> shapes(NDList arrays) {
        return arrays.stream().map(array -> array.getShape().getShape()).toList();
    }

    private static Map<String, Object> initializers(Block block) {
        Map<String, Object> initializers = new LinkedHashMap<>();
        for (Parameter parameter : block.getParameters().values()) {
            if (parameter.getInitializer() != null) {
                initializers.putIfAbsent(
                        EvaluatorNames.metric(parameter.getType().name()), named(parameter.getInitializer()));
            }
        }
        return initializers;
    }
}
