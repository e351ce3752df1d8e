package io.wandb4j.examples;

import io.wandb4j.Wandb;
import io.wandb4j.dl4j.WandbListener;
import java.util.Random;
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

/** A listener on a Deeplearning4j model: one line logs every epoch of its training.
 *
 * <p>The model learns which of three clouds a point in the plane belongs to. */
public final class ListenerOnDl4j {
    private static final int CLOUDS = 3;
    private static final int BATCH = 32;

    private ListenerOnDl4j() {}

    public static void main(String[] args) throws Exception {
        try (Backend backend = Backend.open()) {
            Wandb.run(backend.settings().toBuilder().project("listener-on-dl4j").build(), run -> {
                MultiLayerNetwork model = model();

                model.addListeners(
                        WandbListener.builder(run).validateOn(points(200, 2)).build());

                model.fit(points(600, 1), 10);
            });
        }
    }

    private static MultiLayerNetwork model() {
        MultiLayerNetwork model = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(0.01))
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(2)
                        .nOut(16)
                        .activation(Activation.RELU)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(16)
                        .nOut(CLOUDS)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        model.init();
        return model;
    }

    /** Points around the corners of a triangle. */
    private static DataSetIterator points(int count, long seed) {
        Random random = new Random(seed);
        float[][] points = new float[count][2];
        float[][] clouds = new float[count][CLOUDS];
        for (int i = 0; i < count; i++) {
            int cloud = random.nextInt(CLOUDS);
            double angle = 2 * Math.PI * cloud / CLOUDS;
            points[i][0] = (float) (Math.cos(angle) + random.nextGaussian() / 2);
            points[i][1] = (float) (Math.sin(angle) + random.nextGaussian() / 2);
            clouds[i][cloud] = 1;
        }
        DataSet all = new DataSet(Nd4j.create(points), Nd4j.create(clouds));
        return new ListDataSetIterator<>(all.asList(), BATCH);
    }
}
