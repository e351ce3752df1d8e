package io.wandb4j.evaluation;

import io.wandb4j.media.Image;
import java.util.ArrayList;
import java.util.List;

/** Inputs of a model as people see them. */
final class Pictures {
    private static final int MOST_LISTED = 32;

    private Pictures() {}

    /** A picture if the input is one, else its first numbers. */
    static Object shown(SampleRow row, int[] told) {
        if (isOne(row, told)) {
            return of(row, told);
        }
        List<Double> numbers = new ArrayList<>();
        for (int i = 0; i < Math.min(MOST_LISTED, row.input().length); i++) {
            numbers.add((double) row.input()[i]);
        }
        return numbers;
    }

    /** Whether an input is a picture: by its shape, or because it was told to be one.
     *
     * @param told width, height and channels; empty if the shape is to tell */
    static boolean isOne(SampleRow row, int[] told) {
        if (told.length > 0) {
            return row.input().length == told[0] * told[1] * told[2];
        }
        long channels = row.shape().length == 3 ? row.shape()[0] : 0;
        return channels == 1 || channels == 3 || channels == 4;
    }

    static Image of(SampleRow row, int[] told) {
        int channels = told.length > 0 ? told[2] : (int) row.shape()[0];
        int height = told.length > 0 ? told[1] : (int) row.shape()[1];
        int width = told.length > 0 ? told[0] : (int) row.shape()[2];
        float[] range = range(row.input());
        byte[] pixels = new byte[row.input().length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int channel = 0; channel < channels; channel++) {
                    float value = row.input()[(channel * height + y) * width + x];
                    pixels[(y * width + x) * channels + channel] = brightness(value, range);
                }
            }
        }
        return Image.of(pixels, width, height, channels);
    }

    /** Numbers from 0 to 1 or from 0 to 255 mean brightness as they are; others, such as standardized ones, are stretched. */
    private static float[] range(float[] values) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        if (low >= 0 && high <= 255) {
            return new float[] {0, high <= 1 ? 1 : 255};
        }
        return new float[] {low, high == low ? low + 1 : high};
    }

    private static byte brightness(float value, float[] range) {
        return (byte) Math.round(255 * (value - range[0]) / (range[1] - range[0]));
    }
}
