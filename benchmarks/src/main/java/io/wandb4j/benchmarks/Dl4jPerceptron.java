package io.wandb4j.benchmarks;

import io.wandb4j.dl4j.WandbListener;
import io.wandb4j.run.Run;
import io.wandb4j.training.ListenerBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The perceptron in DL4J. It measures no accuracy by itself. */
final class Dl4jPerceptron implements PerceptronTraining {
    private final MultiLayerNetwork network = network();
    private final List<DataSet> batches;

    private Dl4jPerceptron(List<DataSet> batches) {
        this.batches = batches;
    }

    /** Makes perceptrons that learn these data. */
    static Supplier<PerceptronTraining> learning(PerceptronData data) {
        List<DataSet> batches = batches(data);
        return () -> new Dl4jPerceptron(batches);
    }

    @Override
    public void listen(Run run, Consumer<ListenerBuilder<?>> options, @Nullable CallbackClock clock) {
        WandbListener.Builder builder = WandbListener.builder(run);
        options.accept(builder);
        TrainingListener listener = builder.build();
        if (clock == null) {
            network.addListeners(listener);
        } else {
            network.addListeners(clock.around(TrainingListener.class, listener, new BaseTrainingListener() {})
                    .toArray(TrainingListener[]::new));
        }
    }

    @Override
    public void listen(Run run, Consumer<ListenerBuilder<?>> options, Turns turns) {
        WandbListener.Builder builder = WandbListener.builder(run);
        options.accept(builder);
        network.addListeners(new ByTurns(builder.build(), turns));
    }

    @Override
    public void epoch() {
        network.fit(new ExistingDataSetIterator(batches));
    }

    @Override
    public void close() {
        network.close();
    }

    private static List<DataSet> batches(PerceptronData data) {
        List<DataSet> batches = new ArrayList<>();
        for (int from = 0; from < data.rows(); from += PerceptronData.BATCH) {
            int to = Math.min(data.rows(), from + PerceptronData.BATCH);
            var labels = Nd4j.zeros(to - from, PerceptronData.CLASSES);
            for (int row = from; row < to; row++) {
                labels.putScalar(row - from, data.labels()[row], 1);
            }
            var features = Nd4j.create(data.pixels(from, to), new long[] {to - from, PerceptronData.INPUTS}, 'c');
            batches.add(new DataSet(features, labels));
        }
        return batches;
    }

    private static MultiLayerNetwork network() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Sgd(0.01))
                .list()
                .layer(dense(PerceptronData.INPUTS))
                .layer(dense(HIDDEN))
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(HIDDEN)
                        .nOut(PerceptronData.CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
        return network;
    }

    private static DenseLayer dense(int inputs) {
        return new DenseLayer.Builder()
                .nIn(inputs)
                .nOut(HIDDEN)
                .activation(Activation.RELU)
                .build();
    }

    /** Calls a listener for the batches of its turns. */
    private static final class ByTurns implements TrainingListener {
        private final TrainingListener listener;
        private final Turns turns;

        ByTurns(TrainingListener listener, Turns turns) {
            this.listener = listener;
            this.turns = turns;
        }

        @Override
        public void iterationDone(Model model, int iteration, int epoch) {
            if (turns.isOn()) {
                listener.iterationDone(model, iteration, epoch);
            }
            turns.endBatch();
        }

        @Override
        public void onEpochStart(Model model) {
            listener.onEpochStart(model);
        }

        @Override
        public void onEpochEnd(Model model) {
            listener.onEpochEnd(model);
        }

        @Override
        public void onForwardPass(Model model, List<INDArray> activations) {
            if (turns.isOn()) {
                listener.onForwardPass(model, activations);
            }
        }

        @Override
        public void onForwardPass(Model model, Map<String, INDArray> activations) {
            if (turns.isOn()) {
                listener.onForwardPass(model, activations);
            }
        }

        @Override
        public void onGradientCalculation(Model model) {
            if (turns.isOn()) {
                listener.onGradientCalculation(model);
            }
        }

        @Override
        public void onBackwardPass(Model model) {
            if (turns.isOn()) {
                listener.onBackwardPass(model);
            }
        }
    }
}
