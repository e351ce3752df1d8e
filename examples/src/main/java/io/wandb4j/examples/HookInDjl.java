package io.wandb4j.examples;

import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.TrainingConfig;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.evaluator.Accuracy;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import io.wandb4j.Wandb;
import io.wandb4j.djl.WandbTrainingListener;
import io.wandb4j.run.Run;
import java.util.Random;

/** A hook in a DJL training config: one line logs every epoch.
 *
 * <p>The model learns which of three clouds a point in the plane belongs to. */
public final class HookInDjl {
    private static final int CLOUDS = 3;
    private static final int BATCH = 32;

    private HookInDjl() {}

    public static void main(String[] args) throws Exception {
        try (Backend backend = Backend.open()) {
            Wandb.run(backend.settings().toBuilder().project("hook-in-djl").build(), HookInDjl::train);
        }
    }

    private static void train(Run run) throws Exception {
        try (Model model = Model.newInstance("clouds")) {
            model.setBlock(new SequentialBlock()
                    .add(Linear.builder().setUnits(16).build())
                    .add(Activation::relu)
                    .add(Linear.builder().setUnits(CLOUDS).build()));
            try (Trainer trainer = model.newTrainer(config(run))) {
                trainer.initialize(new Shape(BATCH, 2));
                NDManager manager = trainer.getManager();
                EasyTrain.fit(trainer, 10, points(manager, 600, 1), points(manager, 200, 2));
            }
        }
    }

    private static TrainingConfig config(Run run) {
        return new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .addEvaluator(new Accuracy())
                .optOptimizer(Optimizer.adam()
                        .optLearningRateTracker(Tracker.fixed(0.01f))
                        .build())
                .addTrainingListeners(WandbTrainingListener.of(run));
    }

    /** Points around the corners of a triangle. */
    private static Dataset points(NDManager manager, int count, long seed) {
        Random random = new Random(seed);
        float[] points = new float[2 * count];
        float[] clouds = new float[count];
        for (int i = 0; i < count; i++) {
            int cloud = random.nextInt(CLOUDS);
            double angle = 2 * Math.PI * cloud / CLOUDS;
            points[2 * i] = (float) (Math.cos(angle) + random.nextGaussian() / 2);
            points[2 * i + 1] = (float) (Math.sin(angle) + random.nextGaussian() / 2);
            clouds[i] = cloud;
        }
        return new ArrayDataset.Builder()
                .setData(manager.create(points, new Shape(count, 2)))
                .optLabels(manager.create(clouds))
                .setSampling(BATCH, false)
                .build();
    }
}
