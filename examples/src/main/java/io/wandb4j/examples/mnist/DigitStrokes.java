package io.wandb4j.examples.mnist;

import java.util.List;

/** How each digit is written: lines of a pen on a sheet from (0, 0) at the top left to (1, 1). */
final class DigitStrokes {
    private static final int ARC_POINTS = 14;

    private static final List<List<double[]>> STROKES = List.of(
            List.of(arc(0.5, 0.5, 0.28, 0.4, 0, 360)),
            List.of(line(0.38, 0.26, 0.55, 0.1, 0.55, 0.9)),
            List.of(arc(0.49, 0.32, 0.26, 0.22, 195, 400), line(0.69, 0.46, 0.22, 0.88, 0.8, 0.88)),
            List.of(arc(0.48, 0.3, 0.24, 0.2, -150, 90), arc(0.48, 0.7, 0.27, 0.2, -90, 150)),
            List.of(line(0.58, 0.1, 0.2, 0.62, 0.82, 0.62), line(0.64, 0.38, 0.6, 0.92)),
            List.of(line(0.75, 0.12, 0.32, 0.12, 0.29, 0.48), arc(0.47, 0.66, 0.28, 0.24, -130, 140)),
            List.of(line(0.66, 0.1, 0.42, 0.3, 0.27, 0.62), arc(0.5, 0.68, 0.24, 0.22, 0, 360)),
            List.of(line(0.22, 0.14, 0.78, 0.14, 0.42, 0.9)),
            List.of(arc(0.5, 0.3, 0.2, 0.19, 0, 360), arc(0.5, 0.69, 0.25, 0.21, 0, 360)),
            List.of(arc(0.5, 0.33, 0.23, 0.22, 0, 360), line(0.73, 0.34, 0.68, 0.62, 0.58, 0.92)));

    private DigitStrokes() {}

    /** The strokes of a digit, each as x and y of one point after the other. */
    static List<double[]> of(int digit) {
        return STROKES.get(digit);
    }

    private static double[] line(double... points) {
        return points;
    }

    /** Degrees count clockwise from the right, since y grows downwards. */
    private static double[] arc(double x, double y, double width, double height, double from, double to) {
        double[] points = new double[2 * ARC_POINTS];
        for (int i = 0; i < ARC_POINTS; i++) {
            double angle = StrictMath.toRadians(from + (to - from) * i / (ARC_POINTS - 1));
            points[2 * i] = x + width * StrictMath.cos(angle);
            points[2 * i + 1] = y + height * StrictMath.sin(angle);
        }
        return points;
    }
}
