package io.wandb4j.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.evaluator.Accuracy;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.ParameterTracker;
import ai.djl.training.tracker.Tracker;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Small trainings that come out the same each time. */
final class Trainings {
    static final int INPUTS = 16;
    static final int CLASSES = 3;

    private Trainings() {}

    /** What is done with a trainer whose parameters stand ready. */
    interface Body {
        void run(Trainer trainer) throws Exception;
    }

    static Block dense() {
        return new SequentialBlock()
                .add(Linear.builder().setUnits(8).build())
                .add(Activation::relu)
                .add(Linear.builder().setUnits(CLASSES).build());
    }

    /** Large enough that a leak is seen. */
    static Block wide() {
        return new SequentialBlock()
                .add(Linear.builder().setUnits(2048).build())
                .add(Activation::relu)
                .add(Linear.builder().setUnits(CLASSES).build());
    }

    static Block convolution() {
        return new SequentialBlock()
                .add(array -> new ai.djl.ndarray.NDList(array.singletonOrThrow().reshape(-1, 1, 4, 4)))
                .add(Conv2d.builder()
                        .setFilters(4)
                        .setKernelShape(new Shape(3, 3))
                        .build())
                .add(Activation::relu)
                .add(Dropout.builder().optRate(0.3f).build())
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(CLASSES).build());
    }

    static DefaultTrainingConfig config(TrainingListener... listeners) {
        return config(Tracker.fixed(0.1f), listeners);
    }

    static DefaultTrainingConfig config(ParameterTracker rate, TrainingListener... listeners) {
        return new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .addEvaluator(new Accuracy())
                .optOptimizer(Optimizer.adam().optLearningRateTracker(rate).build())
                .addTrainingListeners(listeners);
    }

    static DefaultTrainingConfig configWithoutEvaluators(TrainingListener... listeners) {
        return new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(Optimizer.adam()
                        .optLearningRateTracker(Tracker.fixed(0.1f))
                        .build())
                .addTrainingListeners(listeners);
    }

    /** Plain gradient descent. */
    static DefaultTrainingConfig descent(ParameterTracker rate, TrainingListener... listeners) {
        return new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(Optimizer.sgd().setLearningRateTracker(rate).build())
                .addTrainingListeners(listeners);
    }

    /** Learns numbers, not classes. */
    static void trainNumbers(TrainingListener... listeners) throws Exception {
        DefaultTrainingConfig config = new DefaultTrainingConfig(Loss.l2Loss())
                .optOptimizer(Optimizer.sgd()
                        .setLearningRateTracker(Tracker.fixed(0.01f))
                        .build())
                .addTrainingListeners(listeners);
        train(new SequentialBlock().add(Linear.builder().setUnits(1).build()), config, trainer -> {
            NDManager manager = trainer.getManager();
            EasyTrain.fit(trainer, 2, numbers(manager, 20, 1), numbers(manager, 12, 2));
        });
    }

    /** Fits again and again; no array may stay behind. */
    static void assertFlat(TrainingListener listener) throws Exception {
        List<Integer> arrays = new ArrayList<>();
        train(dense(), config(listener), trainer -> {
            for (int i = 0; i < 3; i++) {
                try (NDManager manager = trainer.getManager().newSubManager()) {
                    EasyTrain.fit(trainer, 3, rows(manager, 80, 1), rows(manager, 20, 2));
                }
                arrays.add(trainer.getModel().getNDManager().getManagedArrays().size()
                        + trainer.getManager().getManagedArrays().size());
            }
        });
        assertThat(arrays.get(2)).isEqualTo(arrays.get(0));
    }

    private static Dataset numbers(NDManager manager, int count, long seed) {
        Random random = new Random(seed);
        float[] features = new float[count * INPUTS];
        float[] labels = new float[count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < INPUTS; j++) {
                features[i * INPUTS + j] = (float) random.nextGaussian();
                labels[i] += features[i * INPUTS + j];
            }
        }
        return new ArrayDataset.Builder()
                .setData(manager.create(features, new Shape(count, INPUTS)))
                .optLabels(manager.create(labels, new Shape(count, 1)))
                .setSampling(8, false)
                .build();
    }

    /** The parameters after a training. */
    static List<float[]> train(Block block, DefaultTrainingConfig config, Body body) throws Exception {
        Engine.getInstance().setRandomSeed(7);
        try (Model model = Model.newInstance("net")) {
            model.setBlock(block);
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(new Shape(8, INPUTS));
                body.run(trainer);
            }
            return parameters(model);
        }
    }

    static Body fit(int epochs) {
        return trainer ->
                EasyTrain.fit(trainer, epochs, rows(trainer.getManager(), 20, 1), rows(trainer.getManager(), 12, 2));
    }

    static Dataset rows(NDManager manager, int count, long seed) {
        Random random = new Random(seed);
        float[] features = new float[count * INPUTS];
        float[] labels = new float[count];
        for (int i = 0; i < count; i++) {
            labels[i] = random.nextInt(CLASSES);
            for (int j = 0; j < INPUTS; j++) {
                features[i * INPUTS + j] = (float) (random.nextGaussian() + (j % CLASSES == labels[i] ? 1 : 0));
            }
        }
        return new ArrayDataset.Builder()
                .setData(manager.create(features, new Shape(count, INPUTS)))
                .optLabels(manager.create(labels))
                .setSampling(8, false)
                .build();
    }

    static List<float[]> parameters(Model model) {
        List<float[]> values = new ArrayList<>();
        for (Parameter parameter : model.getBlock().getParameters().values()) {
            NDArray array = parameter.getArray();
            values.add(array.toFloatArray());
        }
        return values;
    }
}
