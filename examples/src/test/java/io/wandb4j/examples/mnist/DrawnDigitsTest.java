package io.wandb4j.examples.mnist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DrawnDigitsTest {
    @Test
    void drawsTheSamePicturesFromTheSameSeed() {
        Digits first = DrawnDigits.of(300, 50, 1);
        Digits second = DrawnDigits.of(300, 50, 1);

        assertThat(first.name()).isEqualTo("drawn-digits");
        assertThat(second.train().pixels()).isEqualTo(first.train().pixels());
        assertThat(second.test().labels()).isEqualTo(first.test().labels());
        assertThat(DrawnDigits.of(300, 50, 2).train().pixels())
                .isNotEqualTo(first.train().pixels());
    }

    @Test
    void drawsTheSameOnEveryPlatform() {
        DigitImages images = DrawnDigits.of(200, 1, 1).train();

        assertThat(Arrays.hashCode(images.labels())).isEqualTo(LABELS_OF_SEED_1);
        assertThat(Arrays.hashCode(images.pixels())).isEqualTo(PIXELS_OF_SEED_1);
    }

    @Test
    void drawsEveryDigitAboutAsOften() {
        int[] counts = new int[10];
        for (byte label : DrawnDigits.of(5_000, 1, 1).train().labels()) {
            counts[label]++;
        }

        assertThat(Arrays.stream(counts).boxed()).allMatch(count -> count > 400 && count < 600);
    }

    @Test
    void leavesInkBetweenNoneAndFullOnEveryPicture() {
        DigitImages images = DrawnDigits.of(1_000, 1, 7).train();

        for (int i = 0; i < images.size(); i++) {
            double ink = 0;
            for (int p = 0; p < DigitImages.PIXELS; p++) {
                float pixel = images.pixels()[i * DigitImages.PIXELS + p];
                assertThat(pixel).isBetween(0f, 1f);
                ink += pixel;
            }
            assertThat(ink).isBetween(20.0, 250.0);
        }
    }

    /** A rule as plain as this one only works if the pictures of one digit resemble each other. */
    @Test
    void drawsDigitsThatTheNearestMeanTellsApart() {
        Digits digits = DrawnDigits.of(4_000, 500, 1);
        double[][] means = means(digits.train());
        int right = 0;
        for (int i = 0; i < digits.test().size(); i++) {
            right += nearest(means, digits.test(), i) == digits.test().labels()[i] ? 1 : 0;
        }

        assertThat(right / 500.0).isBetween(0.6, 0.99);
    }

    private static final int LABELS_OF_SEED_1 = -156922318;
    private static final int PIXELS_OF_SEED_1 = 681666608;

    private static double[][] means(DigitImages images) {
        double[][] means = new double[10][DigitImages.PIXELS];
        int[] counts = new int[10];
        for (int i = 0; i < images.size(); i++) {
            counts[images.labels()[i]]++;
            for (int p = 0; p < DigitImages.PIXELS; p++) {
                means[images.labels()[i]][p] += images.pixels()[i * DigitImages.PIXELS + p];
            }
        }
        for (int digit = 0; digit < 10; digit++) {
            for (int p = 0; p < DigitImages.PIXELS; p++) {
                means[digit][p] /= counts[digit];
            }
        }
        return means;
    }

    private static int nearest(double[][] means, DigitImages images, int index) {
        int best = 0;
        double least = Double.MAX_VALUE;
        for (int digit = 0; digit < 10; digit++) {
            double distance = 0;
            for (int p = 0; p < DigitImages.PIXELS; p++) {
                double gap = means[digit][p] - images.pixels()[index * DigitImages.PIXELS + p];
                distance += gap * gap;
            }
            if (distance < least) {
                least = distance;
                best = digit;
            }
        }
        return best;
    }
}
