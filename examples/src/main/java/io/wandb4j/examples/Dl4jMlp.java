package io.wandb4j.examples;

import io.wandb4j.dl4j.WandbListener;
import io.wandb4j.dl4j.WandbModels;
import io.wandb4j.examples.mnist.DigitImages;
import io.wandb4j.examples.mnist.Digits;
import io.wandb4j.run.Run;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The perceptron in Deeplearning4j. */
public final class Dl4jMlp implements MlpTraining {
    private static final int TEST_BATCH = 1000;

    @Override
    public void train(Run run, Digits digits, Hyperparameters hyperparameters) {
        DataSetIterator training =
                ShuffledDigits.shuffled(digits.train(), hyperparameters.batchSize(), hyperparameters.seed());
        MultiLayerNetwork network = network(hyperparameters);
        network.addListeners(listener(run, digits, hyperparameters));
        network.fit(training, hyperparameters.epochs());
    }

    @Override
    public double accuracy(Run run, String model, DigitImages images) {
        return accuracy(WandbModels.loadMultiLayerNetwork(run, model), images);
    }

    /** The share of pictures that a network reads right. */
    public static double accuracy(MultiLayerNetwork network, DigitImages images) {
        return network.evaluate(ShuffledDigits.inOrder(images, TEST_BATCH)).accuracy();
    }

    private static WandbListener listener(Run run, Digits digits, Hyperparameters hyperparameters) {
        WandbListener.Builder builder = WandbListener.builder(run)
                .validateOn(ShuffledDigits.inOrder(digits.test(), TEST_BATCH))
                .saveBest("epoch/val_loss");
        if (hyperparameters.logStep() > 0) {
            builder.everyBatches(hyperparameters.logStep());
        }
        return builder.build();
    }

    private static MultiLayerNetwork network(Hyperparameters hyperparameters) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(hyperparameters.seed())
                .weightInit(WeightInit.XAVIER_UNIFORM) // Glorot's, by his first name
                .updater(new Sgd(hyperparameters.learningRate()))
                .list()
                .layer(hidden(DigitImages.PIXELS))
                .layer(hidden(HIDDEN))
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(HIDDEN)
                        .nOut(DigitImages.CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
        return network;
    }

    private static DenseLayer hidden(int inputs) {
        return new DenseLayer.Builder()
                .nIn(inputs)
                .nOut(HIDDEN)
                .activation(Activation.RELU)
                .build();
    }
}
