package io.wandb4j.examples.mnist;

import java.util.Arrays;

/** Pictures of digits, 28 by 28 pixels each, with the digit that each shows.
 *
 * <p>The arrays are handed out without a copy, since they are large: look, do not touch. */
public final class DigitImages {
    /** The width and the height of a picture. */
    public static final int SIDE = 28;
    /** How many pixels a picture has. */
    public static final int PIXELS = SIDE * SIDE;
    /** How many digits there are. */
    public static final int CLASSES = 10;

    private final float[] pixels;
    private final byte[] labels;

    DigitImages(float[] pixels, byte[] labels) {
        if (pixels.length != labels.length * PIXELS) {
            throw new IllegalArgumentException(pixels.length + " pixels for " + labels.length + " labels");
        }
        this.pixels = pixels;
        this.labels = labels;
    }

    public int size() {
        return labels.length;
    }

    /** Every pixel between 0 (paper) and 1 (ink), picture after picture, row after row. */
    public float[] pixels() {
        return pixels;
    }

    /** The digit on each picture. */
    public byte[] labels() {
        return labels;
    }

    /** The labels as rows of ten numbers: 1 at the digit, else 0. */
    public float[] oneHotLabels() {
        float[] rows = new float[labels.length * CLASSES];
        for (int i = 0; i < labels.length; i++) {
            rows[i * CLASSES + labels[i]] = 1;
        }
        return rows;
    }

    /** The first pictures only, for a quick try. */
    public DigitImages first(int count) {
        int kept = Math.min(count, size());
        return new DigitImages(Arrays.copyOf(pixels, kept * PIXELS), Arrays.copyOf(labels, kept));
    }
}
