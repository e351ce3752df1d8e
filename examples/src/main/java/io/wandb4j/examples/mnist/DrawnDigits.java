package io.wandb4j.examples.mnist;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Digits that this program draws itself, for machines that cannot fetch MNIST.
 *
 * <p>Each picture is the strokes of its digit, turned, slanted, stretched and moved at random, by a pen of random width.
 * The same seed draws the same pictures on every platform. They are easier to tell apart than MNIST's. */
final class DrawnDigits {
    private static final double BOX = 20; // the side of the square that a digit fills, as in MNIST
    private static final double MIDDLE = (DigitImages.SIDE - 1) / 2.0;

    private final float[] pixels;
    private final byte[] labels;

    private DrawnDigits(int count) {
        pixels = new float[count * DigitImages.PIXELS];
        labels = new byte[count];
    }

    static Digits of(int trainCount, int testCount, long seed) {
        return new Digits("drawn-digits", draw(trainCount, seed, 0), draw(testCount, seed, trainCount));
    }

    private static DigitImages draw(int count, long seed, int firstNumber) {
        DrawnDigits sheet = new DrawnDigits(count);
        // each picture has its own generator, so that the order of drawing does not matter
        IntStream.range(0, count)
                .parallel()
                .forEach(i -> sheet.draw(i, new SplittableRandom(seed * 1_000_003 + firstNumber + i)));
        return new DigitImages(sheet.pixels, sheet.labels);
    }

    private void draw(int index, SplittableRandom random) {
        labels[index] = (byte) random.nextInt(DigitImages.CLASSES);
        Hand hand = Hand.of(random);
        Pen pen = new Pen(pixels, index * DigitImages.PIXELS, between(random, 0.7, 1.6));
        for (double[] stroke : DigitStrokes.of(labels[index])) {
            for (int i = 0; i + 3 < stroke.length; i += 2) {
                double fromX = stroke[i] - 0.5;
                double fromY = stroke[i + 1] - 0.5;
                double toX = stroke[i + 2] - 0.5;
                double toY = stroke[i + 3] - 0.5;
                pen.line(hand.x(fromX, fromY), hand.y(fromX, fromY), hand.x(toX, toY), hand.y(toX, toY));
            }
        }
    }

    private static double between(SplittableRandom random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** An affine map from the middle of the sheet to pixels: x' = xx x + xy y + moveX, y' = yx x + yy y + moveY. */
    private record Hand(double xx, double xy, double yx, double yy, double moveX, double moveY) {
        static Hand of(SplittableRandom random) {
            double turn = between(random, -0.3, 0.3);
            double slant = between(random, -0.35, 0.35);
            double width = BOX * between(random, 0.7, 1.15);
            double height = BOX * between(random, 0.8, 1.15);
            double cos = StrictMath.cos(turn);
            double sin = StrictMath.sin(turn);
            return new Hand(
                    width * cos,
                    height * (slant * cos - sin),
                    width * sin,
                    height * (slant * sin + cos),
                    MIDDLE + between(random, -2, 2),
                    MIDDLE + between(random, -2, 2));
        }

        double x(double sheetX, double sheetY) {
            return xx * sheetX + xy * sheetY + moveX;
        }

        double y(double sheetX, double sheetY) {
            return yx * sheetX + yy * sheetY + moveY;
        }
    }
}
