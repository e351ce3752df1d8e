package io.wandb4j.examples;

import io.wandb4j.examples.mnist.DigitImages;
import io.wandb4j.examples.mnist.Digits;
import io.wandb4j.run.Run;

/** Trains the multilayer perceptron of the MNIST examples, 784-64-64-10, with one framework.
 *
 * <p>Rectified linear units, softmax with cross-entropy, plain gradient descent, and the weights drawn as Keras draws
 * them (Glorot's uniform distribution, biases zero), so that the frameworks can be compared with each other and with it. */
public interface MlpTraining {
    /** The width of both hidden layers. */
    int HIDDEN = 64;

    /** What a training can be asked to do differently.
     *
     * @param logStep log a row every so many batches besides one per epoch; 0 for none */
    record Hyperparameters(int batchSize, double learningRate, int epochs, int logStep, long seed) {}

    /** Trains a network and logs it to the run: a row per epoch, validated on the test pictures, and the best model as an
     * artifact. */
    void train(Run run, Digits digits, Hyperparameters hyperparameters);

    /** The share of pictures that a model, which the run uses from now on, reads right.
     *
     * @param model the path of a model that was logged by {@link #train} */
    double accuracy(Run run, String model, DigitImages images);
}
