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
import ai.djl.training.listener.TrainingListenerAdapter;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The perceptron in DJL on PyTorch, with DJL's basic listeners and its accuracy in any case. */
final class DjlPerceptron implements PerceptronTraining {
    private final ArrayDataset data;
    private final Model model = Model.newInstance("perceptron");
    private Trainer trainer;

    private DjlPerceptron(ArrayDataset data) {
        this.data = data;
        model.setBlock(new SequentialBlock()
                .add(Linear.builder().setUnits(HIDDEN).build())
                .add(Activation::relu)
                .add(Linear.builder().setUnits(HIDDEN).build())
                .add(Activation::relu)
                .add(Linear.builder().setUnits(PerceptronData.CLASSES).build()));
        trainer = trainer();
    }

    /** Makes perceptrons that learn these data. */
    static Supplier<PerceptronTraining> learning(PerceptronData data) {
        ArrayDataset rows = rows(data, NDManager.newBaseManager());
        return () -> new DjlPerceptron(rows);
    }

    @Override
    public void listen(Run run, Consumer<ListenerBuilder<?>> options, @Nullable CallbackClock clock) {
        WandbTrainingListener.Builder builder = WandbTrainingListener.builder(run);
        options.accept(builder);
        TrainingListener listener = builder.build();
        trainer.close();
        trainer = clock == null
                ? trainer(listener)
                : trainer(clock.around(TrainingListener.class, listener, new TrainingListenerAdapter() {})
                        .toArray(TrainingListener[]::new));
    }

    @Override
    public void listen(Run run, Consumer<ListenerBuilder<?>> options, Turns turns) {
        WandbTrainingListener.Builder builder = WandbTrainingListener.builder(run);
        options.accept(builder);
        trainer.close();
        trainer = trainer(new ByTurns(builder.build(), turns));
    }

    @Override
    public void epoch() {
        try {
            EasyTrain.fit(trainer, 1, data, null);
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
        made.initialize(new Shape(PerceptronData.BATCH, PerceptronData.INPUTS));
        return made;
    }

    private static ArrayDataset rows(PerceptronData data, NDManager manager) {
        float[] labels = new float[data.rows()];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = data.labels()[row];
        }
        return new ArrayDataset.Builder()
                .setData(manager.create(data.pixels(), new Shape(data.rows(), PerceptronData.INPUTS)))
                .optLabels(manager.create(labels))
                .setSampling(PerceptronData.BATCH, false)
                .build();
    }

    /** Calls a listener for the batches of its turns. */
    private static final class ByTurns extends TrainingListenerAdapter {
        private final TrainingListener listener;
        private final Turns turns;

        ByTurns(TrainingListener listener, Turns turns) {
            this.listener = listener;
            this.turns = turns;
        }

        @Override
        public void onTrainingBegin(Trainer trainer) {
            listener.onTrainingBegin(trainer);
        }

        @Override
        public void onTrainingBatch(Trainer trainer, BatchData batch) {
            if (turns.isOn()) {
                listener.onTrainingBatch(trainer, batch);
            }
            turns.endBatch();
        }

        @Override
        public void onEpoch(Trainer trainer) {
            listener.onEpoch(trainer);
        }

        @Override
        public void onTrainingEnd(Trainer trainer) {
            listener.onTrainingEnd(trainer);
        }
    }
}
