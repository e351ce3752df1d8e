package io.wandb4j.examples;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.evaluator.Accuracy;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.initializer.XavierInitializer.FactorType;
import ai.djl.training.initializer.XavierInitializer.RandomType;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.TranslateException;
import io.wandb4j.djl.WandbModels;
import io.wandb4j.djl.WandbTrainingListener;
import io.wandb4j.examples.mnist.DigitImages;
import io.wandb4j.examples.mnist.Digits;
import io.wandb4j.run.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.IntStream;

/** The perceptron in the Deep Java Library, on PyTorch. */
public final class DjlMlp implements MlpTraining {
    private static final int TEST_BATCH = 1000;

    @Override
    public void train(Run run, Digits digits, Hyperparameters hyperparameters) {
        Engine.getInstance().setRandomSeed(Math.toIntExact(hyperparameters.seed())); // weights and order of the batches
        try (Model model = Model.newInstance("mlp")) {
            model.setBlock(block());
            try (Trainer trainer = model.newTrainer(config(listener(run, hyperparameters), hyperparameters))) {
                trainer.initialize(new Shape(hyperparameters.batchSize(), DigitImages.PIXELS));
                fit(trainer, digits, hyperparameters);
            }
        }
    }

    @Override
    public double accuracy(Run run, String model, DigitImages images) {
        try (Model loaded = WandbModels.load(run, model, block())) {
            return accuracy(loaded, images);
        }
    }

    /** The share of pictures that a model reads right. */
    public static double accuracy(Model model, DigitImages images) {
        try (Trainer trainer = model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss()))) {
            NDArray pixels = trainer.getManager().create(images.pixels(), new Shape(images.size(), DigitImages.PIXELS));
            long[] read = trainer.evaluate(new NDList(pixels))
                    .singletonOrThrow()
                    .argMax(1)
                    .toLongArray();
            return IntStream.range(0, read.length)
                    .mapToDouble(i -> read[i] == images.labels()[i] ? 1 : 0)
                    .average()
                    .orElseThrow();
        }
    }

    /** The network without its parameters: what to set before parameters are loaded. */
    public static Block block() {
        return new SequentialBlock()
                .add(Linear.builder().setUnits(HIDDEN).build())
                .add(Activation::relu)
                .add(Linear.builder().setUnits(HIDDEN).build())
                .add(Activation::relu)
                .add(Linear.builder().setUnits(DigitImages.CLASSES).build());
    }

    private static WandbTrainingListener listener(Run run, Hyperparameters hyperparameters) {
        WandbTrainingListener.Builder builder =
                WandbTrainingListener.builder(run).saveBest("epoch/val_loss");
        if (hyperparameters.logStep() > 0) {
            builder.everyBatches(hyperparameters.logStep());
        }
        return builder.build();
    }

    private static DefaultTrainingConfig config(WandbTrainingListener listener, Hyperparameters hyperparameters) {
        Tracker rate = Tracker.fixed((float) hyperparameters.learningRate());
        return new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .addEvaluator(new Accuracy())
                .optInitializer(
                        new XavierInitializer(RandomType.UNIFORM, FactorType.AVG, 3), Parameter.Type.WEIGHT) // Glorot's
                .optOptimizer(Optimizer.sgd().setLearningRateTracker(rate).build())
                .addTrainingListeners(listener);
    }

    private static void fit(Trainer trainer, Digits digits, Hyperparameters hyperparameters) {
        NDManager manager = trainer.getManager();
        try {
            EasyTrain.fit(
                    trainer,
                    hyperparameters.epochs(),
                    dataset(manager, digits.train(), hyperparameters.batchSize(), true),
                    dataset(manager, digits.test(), TEST_BATCH, false));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TranslateException e) {
            throw new IllegalStateException("arrays in memory need no translation", e);
        }
    }

    private static Dataset dataset(NDManager manager, DigitImages images, int batchSize, boolean shuffled) {
        float[] labels = new float[images.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = images.labels()[i];
        }
        return new ArrayDataset.Builder()
                .setData(manager.create(images.pixels(), new Shape(images.size(), DigitImages.PIXELS)))
                .optLabels(manager.create(labels))
                .setSampling(batchSize, shuffled)
                .build();
    }
}
