package io.wandb4j.media;

import static java.util.Objects.requireNonNull;

import io.wandb4j.errors.UsageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A box in space.
 *
 * @param corners eight, each as {@code x, y, z}
 * @param label what is in it
 * @param red from 0 to 255
 * @param green from 0 to 255
 * @param blue from 0 to 255
 * @param score how sure it is, null if nobody says */
public record Box3D(
        List<List<Double>> corners,
        String label,
        int red,
        int green,
        int blue,
        @Nullable Double score) {
    /** Copies and checks the corners.
     *
     * @throws UsageException unless there are eight corners of three finite numbers, and colours from 0 to 255 */
    public Box3D {
        requireNonNull(label, "label");
        if (corners.size() != 8) {
            throw new UsageException("a box has 8 corners, not " + corners.size());
        }
        corners =
                corners.stream().map(corner -> point("corner of a box", corner)).toList();
        for (int colour : new int[] {red, green, blue}) {
            if (colour < 0 || colour > 255) {
                throw new UsageException("the colour of a box has parts from 0 to 255, not " + colour);
            }
        }
    }

    /** A box along the axes.
     *
     * @param center as {@code x, y, z}
     * @param size along x, y and z */
    public static Box3D around(double[] center, double[] size, String label, int red, int green, int blue) {
        if (center.length != 3 || size.length != 3) {
            throw new UsageException("the center and the size of a box have three numbers");
        }
        List<List<Double>> corners = new ArrayList<>();
        for (int corner = 0; corner < 8; corner++) {
            List<Double> point = new ArrayList<>();
            for (int axis = 0; axis < 3; axis++) {
                boolean far = (corner >> (2 - axis) & 1) == 1;
                point.add(center[axis] + (far ? 0.5 : -0.5) * size[axis]);
            }
            corners.add(point);
        }
        return new Box3D(corners, label, red, green, blue, null);
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("corners", corners);
        json.put("label", label);
        json.put("color", List.of(red, green, blue));
        if (score != null) {
            json.put("score", score);
        }
        return json;
    }

    static List<Double> point(String what, List<Double> numbers) {
        List<Double> copy = List.copyOf(numbers);
        if (copy.size() != 3) {
            throw new UsageException("the " + what + " " + copy + " must have three numbers: x, y, z");
        }
        PointCloud.finite(
                "the " + what, copy.stream().mapToDouble(Double::doubleValue).toArray());
        return copy;
    }
}
