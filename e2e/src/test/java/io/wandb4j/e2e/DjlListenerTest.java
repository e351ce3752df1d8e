package io.wandb4j.e2e;

import ai.djl.MalformedModelException;
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
import ai.djl.nn.norm.Dropout;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.evaluator.Accuracy;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.TranslateException;
import io.wandb4j.djl.RecordingTracker;
import io.wandb4j.djl.WandbTrainingListener;
import io.wandb4j.run.Run;
import io.wandb4j.training.ListenerBuilder;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Consumer;

class DjlListenerTest extends TrainingListenerContract {
    private static final int INPUTS = 6;
    private static final int HIDDEN = 8;
    private static final int CLASSES = 3;

    private final RecordingTracker rate = RecordingTracker.of(Tracker.fixed((float) RATE));

    @Override
    float[] train(int epochs) {
        return fitted(config(), epochs);
    }

    @Override
    float[] train(int epochs, Run run, Consumer<ListenerBuilder<?>> options) {
        WandbTrainingListener.Builder builder =
                WandbTrainingListener.builder(run).learningRate(rate);
        options.accept(builder);
        return fitted(config().addTrainingListeners(builder.build()), epochs);
    }

    @Override
    float[] trainWithFault(int epochs, Run run) {
        return fitted(
                config().addEvaluator(new BrokenAccuracy()).addTrainingListeners(WandbTrainingListener.of(run)),
                epochs);
    }

    @Override
    float[] load(Path folder) throws IOException, MalformedModelException {
        try (Model model = Model.newInstance("net")) {
            model.setBlock(block());
            model.load(folder, "model");
            return parametersOf(model);
        }
    }

    @Override
    String framework() {
        return "djl";
    }

    @Override
    int parameters() {
        return (INPUTS + 1) * HIDDEN + (HIDDEN + 1) * CLASSES;
    }

    private static float[] fitted(DefaultTrainingConfig config, int epochs) {
        Engine.getInstance().setRandomSeed(1);
        try (Model model = Model.newInstance("net")) {
            model.setBlock(block());
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(new Shape(8, INPUTS));
                NDManager manager = trainer.getManager();
                EasyTrain.fit(trainer, epochs, data(manager, 8 * BATCHES - 3, 1), data(manager, 20, 2));
            }
            return parametersOf(model);
        } catch (IOException | TranslateException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Block block() {
        return new SequentialBlock()
                .add(Linear.builder().setUnits(HIDDEN).build())
                .add(Activation::relu)
                .add(Dropout.builder().optRate(0.2f).build())
                .add(Linear.builder().setUnits(CLASSES).build());
    }

    private DefaultTrainingConfig config() {
        return new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .addEvaluator(new Accuracy())
                .optOptimizer(Optimizer.adam().optLearningRateTracker(rate).build());
    }

    private static Dataset data(NDManager manager, int rows, long seed) {
        Random random = new Random(seed);
        float[] features = new float[rows * INPUTS];
        float[] labels = new float[rows];
        for (int i = 0; i < rows; i++) {
            labels[i] = random.nextInt(CLASSES);
            for (int j = 0; j < INPUTS; j++) {
                features[i * INPUTS + j] = (float) (random.nextGaussian() + (j == labels[i] ? 1 : 0));
            }
        }
        return new ArrayDataset.Builder()
                .setData(manager.create(features, new Shape(rows, INPUTS)))
                .optLabels(manager.create(labels))
                .setSampling(8, false)
                .build();
    }

    private static float[] parametersOf(Model model) {
        FloatBuffer values = FloatBuffer.allocate((INPUTS + 1) * HIDDEN + (HIDDEN + 1) * CLASSES);
        for (Parameter parameter : model.getBlock().getParameters().values()) {
            NDArray array = parameter.getArray();
            values.put(array.toFloatArray());
        }
        return values.array();
    }

    private static final class BrokenAccuracy extends Accuracy {
        private int batches;

        BrokenAccuracy() {
            super("Broken");
        }

        @Override
        public void updateAccumulators(String[] keys, NDList labels, NDList predictions) {
            if (++batches == 3) {
                throw new IllegalStateException("no accuracy today");
            }
            super.updateAccumulators(keys, labels, predictions);
        }
    }
}
