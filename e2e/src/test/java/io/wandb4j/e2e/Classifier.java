package io.wandb4j.e2e;

import java.util.Arrays;
import java.util.Random;

/** Logistic regression on two clouds of points: small, but it learns. */
final class Classifier {

    private static final int POINTS = 400;

    private final double[][] inputs = new double[POINTS][2];
    private final int[] labels = new int[POINTS];
    private final double[] weights = {-0.4, 0.3, 0};
    private final double[] speed = new double[3];
    private final double learningRate;
    private final double momentum;

    Classifier(double learningRate, double momentum, long seed) {
        this.learningRate = learningRate;
        this.momentum = momentum;
        Random random = new Random(seed);
        for (int i = 0; i < POINTS; i++) {
            labels[i] = i % 2;
            inputs[i][0] = random.nextGaussian() + 1.6 * labels[i];
            inputs[i][1] = random.nextGaussian() - 1.1 * labels[i];
        }
    }

    /** One step down the gradient of a batch; gives its loss before the step. */
    double train(int from, int size) {
        double[] slope = new double[3];
        for (int i = from; i < from + size; i++) {
            double error = probability(i % 320) - labels[i % 320];
            slope[0] += error * inputs[i % 320][0] / size;
            slope[1] += error * inputs[i % 320][1] / size;
            slope[2] += error / size;
        }
        double loss = loss(from % 320, from % 320 + Math.min(size, 320 - from % 320));
        for (int k = 0; k < weights.length; k++) {
            speed[k] = momentum * speed[k] - learningRate * slope[k];
            weights[k] += speed[k];
        }
        return loss;
    }

    double loss() {
        return loss(0, 320);
    }

    double accuracy() {
        return accuracy(0, 320);
    }

    double validationLoss() {
        return loss(320, POINTS);
    }

    double validationAccuracy() {
        return accuracy(320, POINTS);
    }

    /** The weights. */
    @Override
    public String toString() {
        return Arrays.toString(weights);
    }

    private double loss(int from, int until) {
        double sum = 0;
        for (int i = from; i < until; i++) {
            double p = probability(i);
            sum -= Math.log(Math.max(1e-9, labels[i] == 1 ? p : 1 - p));
        }
        return sum / (until - from);
    }

    private double accuracy(int from, int until) {
        int right = 0;
        for (int i = from; i < until; i++) {
            right += (probability(i) > 0.5 ? 1 : 0) == labels[i] ? 1 : 0;
        }
        return (double) right / (until - from);
    }

    private double probability(int i) {
        double sum = weights[0] * inputs[i][0] + weights[1] * inputs[i][1] + weights[2];
        return 1 / (1 + Math.exp(-sum));
    }
}
