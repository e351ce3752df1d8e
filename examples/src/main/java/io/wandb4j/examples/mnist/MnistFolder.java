package io.wandb4j.examples.mnist;

import io.wandb4j.errors.UsageException;
import java.nio.file.Path;

/** A folder with the files of MNIST, compressed or not. */
record MnistFolder(Path folder) {
    /** Reads all four files.
     *
     * @throws UsageException if one is missing, is something else or ends too early */
    Digits read() {
        return new Digits(
                "MNIST",
                read(MnistFile.TRAIN_IMAGES, MnistFile.TRAIN_LABELS),
                read(MnistFile.TEST_IMAGES, MnistFile.TEST_LABELS));
    }

    private DigitImages read(MnistFile imageFile, MnistFile labelFile) {
        Path imagePath = imageFile.in(folder);
        IdxFile images = IdxFile.read(imagePath, 3);
        if (images.size(1) != DigitImages.SIDE || images.size(2) != DigitImages.SIDE) {
            throw new UsageException(imagePath + ": expected pictures of 28 x 28 pixels, found " + images.size(1)
                    + " x " + images.size(2));
        }
        return new DigitImages(scale(images.values()), labels(labelFile.in(folder), images.size(0)));
    }

    private static byte[] labels(Path path, int count) {
        byte[] labels = IdxFile.read(path, 1).values();
        if (labels.length != count) {
            throw new UsageException(
                    path + ": expected " + count + " labels, one for each picture, found " + labels.length);
        }
        for (byte label : labels) {
            if (label < 0 || label >= DigitImages.CLASSES) {
                throw new UsageException(path + ": expected labels from 0 to 9, found " + (label & 0xff));
            }
        }
        return labels;
    }

    private static float[] scale(byte[] values) {
        float[] pixels = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            pixels[i] = (values[i] & 0xff) / 255f;
        }
        return pixels;
    }
}
