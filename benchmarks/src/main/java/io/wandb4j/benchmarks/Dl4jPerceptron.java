package io.wandb4j.benchmarks;

import io.wandb4j.dl4j.WandbListener;
import io.wandb4j.run.Run;
import io.wandb4j.training.ListenerBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The perceptron in DL4J. It measures no accuracy by itself. */
final class Dl4jPerceptron implements PerceptronTraining {
    private static final List<DataSet> DATA = data();

    private final MultiLayerNetwork network = network();

    @Override
    public void listen(Run run, Consumer<ListenerBuilder<?>> options, @Nullable CallbackClock clock) {
        WandbListener.Builder builder = WandbListener.builder(run);
        options.accept(builder);
        TrainingListener listener = builder.build();
        network.addListeners(clock == null ? listener : clock.around(TrainingListener.class, listener));
    }

    @Override
    public void epoch() {
        network.fit(new ExistingDataSetIterator(DATA));
    }

    @Override
    public void close() {
        network.close();
    }

    private static List<DataSet> data() {
        Nd4j.getRandom().setSeed(1);
        List<DataSet> batches = new ArrayList<>();
        for (int i = 0; i < ListenerCost.BATCHES; i++) {
            var labels = Nd4j.zeros(ListenerCost.BATCH, ListenerCost.CLASSES);
            for (int row = 0; row < ListenerCost.BATCH; row++) {
                labels.putScalar(row, (row + i) % ListenerCost.CLASSES, 1);
            }
            batches.add(new DataSet(Nd4j.rand(ListenerCost.BATCH, ListenerCost.INPUTS), labels));
        }
        return batches;
    }

    private static MultiLayerNetwork network() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Sgd(0.01))
                .list()
                .layer(dense(ListenerCost.INPUTS))
                .layer(dense(ListenerCost.HIDDEN))
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(ListenerCost.HIDDEN)
                        .nOut(ListenerCost.CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
        return network;
    }

    private static DenseLayer dense(int inputs) {
        return new DenseLayer.Builder()
                .nIn(inputs)
                .nOut(ListenerCost.HIDDEN)
                .activation(Activation.RELU)
                .build();
    }
}
