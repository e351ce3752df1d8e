package io.wandb4j.benchmarks;

import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.evaluator.Accuracy;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.TranslateException;
import io.wandb4j.djl.WandbTrainingListener;
import io.wandb4j.run.Run;
import io.wandb4j.training.ListenerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The perceptron in DJL on PyTorch, with DJL's basic listeners and its accuracy in any case. */
final class DjlPerceptron implements PerceptronTraining {
    private static final ArrayDataset DATA = data(NDManager.newBaseManager());

    private final Model model = Model.newInstance("perceptron");
    private Trainer trainer;

    DjlPerceptron() {
        model.setBlock(new SequentialBlock()
                .add(Linear.builder().setUnits(ListenerCost.HIDDEN).build())
                .add(Activation::relu)
                .add(Linear.builder().setUnits(ListenerCost.HIDDEN).build())
                .add(Activation::relu)
                .add(Linear.builder().setUnits(ListenerCost.CLASSES).build()));
        trainer = trainer();
    }

    @Override
    public void listen(Run run, Consumer<ListenerBuilder<?>> options, @Nullable CallbackClock clock) {
        WandbTrainingListener.Builder builder = WandbTrainingListener.builder(run);
        options.accept(builder);
        TrainingListener listener = builder.build();
        trainer.close();
        trainer = trainer(clock == null ? listener : clock.around(TrainingListener.class, listener));
    }

    @Override
    public void epoch() {
        try {
            EasyTrain.fit(trainer, 1, DATA, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TranslateException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        trainer.close();
        model.close();
    }

    private Trainer trainer(TrainingListener... more) {
        Trainer made = model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .addEvaluator(new Accuracy())
                .optOptimizer(Optimizer.sgd()
                        .setLearningRateTracker(Tracker.fixed(0.01f))
                        .build())
                .addTrainingListeners(TrainingListener.Defaults.basic())
                .addTrainingListeners(more));
        made.initialize(new Shape(ListenerCost.BATCH, ListenerCost.INPUTS));
        return made;
    }

    private static ArrayDataset data(NDManager manager) {
        int rows = ListenerCost.BATCH * ListenerCost.BATCHES;
        float[] labels = new float[rows];
        for (int row = 0; row < rows; row++) {
            labels[row] = row % ListenerCost.CLASSES;
        }
        return new ArrayDataset.Builder()
                .setData(manager.randomUniform(0, 1, new Shape(rows, ListenerCost.INPUTS)))
                .optLabels(manager.create(labels))
                .setSampling(ListenerCost.BATCH, false)
                .build();
    }
}
