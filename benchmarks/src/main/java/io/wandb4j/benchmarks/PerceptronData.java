package io.wandb4j.benchmarks;

import io.wandb4j.examples.mnist.DigitImages;
import io.wandb4j.examples.mnist.Digits;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/** What a perceptron is trained on.
 *
 * @param pixels of one picture after the other
 * @param labels one per picture */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record PerceptronData(float[] pixels, byte[] labels) {
    static final int BATCH = 64;
    static final int INPUTS = DigitImages.PIXELS;
    static final int CLASSES = DigitImages.CLASSES;

    /** The first pictures of MNIST for so many batches. */
    static PerceptronData mnist(Path folder, int batches) {
        DigitImages images = Digits.load(Optional.of(folder)).train().first(batches * BATCH);
        return new PerceptronData(images.pixels(), images.labels());
    }

    /** Noise in the same shape. */
    static PerceptronData noise(int batches) {
        SplittableRandom random = new SplittableRandom(1);
        float[] pixels = new float[batches * BATCH * INPUTS];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextInt(256) / 255f;
        }
        byte[] labels = new byte[batches * BATCH];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = (byte) (row % CLASSES);
        }
        return new PerceptronData(pixels, labels);
    }

    int rows() {
        return labels.length;
    }

    /** The pixels of some rows. */
    float[] pixels(int from, int to) {
        return Arrays.copyOfRange(pixels, from * INPUTS, to * INPUTS);
    }
}
