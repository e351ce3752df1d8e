package io.wandb4j.e2e;

import io.wandb4j.dl4j.WandbListener;
import io.wandb4j.run.Run;
import io.wandb4j.training.ListenerBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Consumer;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class Dl4jListenerTest extends TrainingListenerContract {
    private static final int INPUTS = 6;
    private static final int HIDDEN = 8;
    private static final int CLASSES = 3;

    @Override
    float[] train(int epochs) {
        return fitted(network(), epochs);
    }

    @Override
    float[] train(int epochs, Run run, Consumer<ListenerBuilder<?>> options) {
        WandbListener.Builder builder = WandbListener.builder(run).validateOn(data(20, 2));
        options.accept(builder);
        MultiLayerNetwork network = network();
        network.addListeners(builder.build());
        return fitted(network, epochs);
    }

    @Override
    float[] trainWithFault(int epochs, Run run) {
        MultiLayerNetwork network = network();
        network.addListeners(
                WandbListener.builder(run).validateOn(new BrokenIterator()).build());
        return fitted(network, epochs);
    }

    @Override
    float[] load(Path folder) throws IOException {
        return MultiLayerNetwork.load(folder.resolve("model.zip").toFile(), true)
                .params()
                .toFloatVector();
    }

    @Override
    String framework() {
        return "deeplearning4j";
    }

    @Override
    int parameters() {
        return (INPUTS + 1) * HIDDEN + (HIDDEN + 1) * CLASSES;
    }

    private static float[] fitted(MultiLayerNetwork network, int epochs) {
        network.fit(data(8 * BATCHES - 3, 1), epochs);
        return network.params().toFloatVector();
    }

    private static MultiLayerNetwork network() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(RATE))
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(INPUTS)
                        .nOut(HIDDEN)
                        .activation(Activation.RELU)
                        .dropOut(0.8)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(HIDDEN)
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
        return network;
    }

    private static DataSetIterator data(int rows, long seed) {
        Random random = new Random(seed);
        float[][] features = new float[rows][INPUTS];
        float[][] labels = new float[rows][CLASSES];
        for (int i = 0; i < rows; i++) {
            int kind = random.nextInt(CLASSES);
            labels[i][kind] = 1;
            for (int j = 0; j < INPUTS; j++) {
                features[i][j] = (float) (random.nextGaussian() + (j == kind ? 1 : 0));
            }
        }
        return new ListDataSetIterator<>(new DataSet(Nd4j.create(features), Nd4j.create(labels)).batchBy(8), 1);
    }

    private static final class BrokenIterator extends ListDataSetIterator<DataSet> {
        BrokenIterator() {
            super(new DataSet(Nd4j.zeros(1, INPUTS), Nd4j.zeros(1, CLASSES)).asList());
        }

        @Override
        public void reset() {
            throw new IllegalStateException("the validation data is gone");
        }
    }
}
