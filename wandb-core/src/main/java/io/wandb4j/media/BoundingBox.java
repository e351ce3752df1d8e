package io.wandb4j.media;

import static java.util.Objects.requireNonNull;

import io.wandb4j.errors.UsageException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A box around something in an {@link Image}. Immutable.
 *
 * <p>Places and sizes are parts of the image's width and height, from 0 to 1, unless {@link #inPixels()}. */
public final class BoundingBox {
    private final Map<String, Object> position;
    private final boolean pixels;
    private final @Nullable Integer classId;
    private final @Nullable String caption;
    private final Map<String, Double> scores;

    private BoundingBox(
            Map<String, Object> position,
            boolean pixels,
            @Nullable Integer classId,
            @Nullable String caption,
            Map<String, Double> scores) {
        this.position = position;
        this.pixels = pixels;
        this.classId = classId;
        this.caption = caption;
        this.scores = scores;
    }

    /** A box by its sides.
     *
     * @throws UsageException if a number is not finite */
    public static BoundingBox ofSides(double minX, double minY, double maxX, double maxY) {
        Map<String, Object> position = new LinkedHashMap<>();
        position.put("minX", finite("minX", minX));
        position.put("maxX", finite("maxX", maxX));
        position.put("minY", finite("minY", minY));
        position.put("maxY", finite("maxY", maxY));
        return new BoundingBox(position, false, null, null, Map.of());
    }

    /** A box by its middle.
     *
     * @throws UsageException if a number is not finite */
    public static BoundingBox ofMiddle(double x, double y, double width, double height) {
        Map<String, Object> position = new LinkedHashMap<>();
        position.put("middle", List.of(finite("x", x), finite("y", y)));
        position.put("width", finite("width", width));
        position.put("height", finite("height", height));
        return new BoundingBox(position, false, null, null, Map.of());
    }

    /** The same box, its numbers counting pixels. */
    public BoundingBox inPixels() {
        return new BoundingBox(position, true, classId, caption, scores);
    }

    /** The same box around a thing of a class. */
    public BoundingBox withClass(int id) {
        return new BoundingBox(position, pixels, id, caption, scores);
    }

    /** The same box with a text. */
    public BoundingBox withCaption(String text) {
        return new BoundingBox(position, pixels, classId, FileContent.caption(text), scores);
    }

    /** The same box with a number to filter by.
     *
     * @throws UsageException if it is not finite */
    public BoundingBox withScore(String name, double value) {
        Map<String, Double> more = new LinkedHashMap<>(scores);
        more.put(requireNonNull(name, "name"), finite("score " + name, value));
        return new BoundingBox(position, pixels, classId, caption, Collections.unmodifiableMap(more));
    }

    @Nullable
    Integer classId() {
        return classId;
    }

    Map<String, Double> scores() {
        return scores;
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("position", position);
        if (pixels) {
            json.put("domain", "pixel");
        }
        if (classId != null) {
            json.put("class_id", classId);
        }
        if (caption != null) {
            json.put("box_caption", caption);
        }
        if (!scores.isEmpty()) {
            json.put("scores", scores);
        }
        return json;
    }

    private static double finite(String what, double value) {
        if (!Double.isFinite(value)) {
            throw new UsageException("the " + what + " of a bounding box must be finite, not " + value);
        }
        return value;
    }
}
