package io.wandb4j.media;

import io.wandb4j.errors.UsageException;
import java.util.Arrays;

/** What the points of a cloud may be. */
final class PointCloud {
    private PointCloud() {}

    /** The points, if they are all alike. */
    static double[][] checked(double[][] points) {
        for (int i = 0; i < points.length; i++) {
            int length = points[i].length;
            if (length != 3 && length != 4 && length != 6) {
                throw new UsageException("point " + i + " has " + length
                        + " numbers; a point has 3 (x, y, z), 4 (and a category) or 6 (and red, green, blue)");
            }
            if (length != points[0].length) {
                throw new UsageException(
                        "point " + i + " has " + length + " numbers, but the first has " + points[0].length);
            }
            finite("point " + i, points[i]);
        }
        return points;
    }

    /** Refuses coordinates that are nowhere. */
    static void finite(String what, double... numbers) {
        for (double number : numbers) {
            if (!Double.isFinite(number)) {
                throw new UsageException(what + " " + Arrays.toString(numbers) + " must have finite numbers only");
            }
        }
    }
}
