package io.wandb4j.media;

import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.place.MediaContent;
import io.wandb4j.internal.place.RunPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something in space to turn around: a model, or a cloud of points. Immutable. */
public final class Object3D extends SingleFile {
    private static final String FOLDER = "object3D";
    private static final String POINTS = ".pts.json";
    private static final List<String> EXTENSIONS = List.of("pts.json", "obj", "gltf", "glb", "babylon", "stl");

    private Object3D(FileContent file, @Nullable String caption) {
        super("object3D-file", file, caption);
    }

    /** A copy of a model: OBJ, glTF, GLB, Babylon, STL or points as JSON.
     *
     * @throws UsageException if it is of another kind, or cannot be read */
    public static Object3D of(Path file) {
        return new Object3D(FileContent.of("a model", FOLDER, file, EXTENSIONS), null);
    }

    /** Points as {@code x, y, z}, with a category from 1 to 14, or with a colour as {@code red, green, blue}.
     *
     * @throws UsageException if a point has not 3, 4 or 6 numbers, not as many as the first, or one that is not finite */
    public static Object3D of(double[][] points) {
        return ofJson(PointCloud.checked(points));
    }

    /** Points among boxes and arrows.
     *
     * @throws UsageException as {@link #of(double[][])} */
    public static Object3D of(double[][] points, List<Box3D> boxes, List<Arrow3D> arrows) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", "lidar/beta");
        json.put("vectors", arrows.stream().map(Arrow3D::toJson).toList());
        json.put("points", PointCloud.checked(points));
        json.put("boxes", boxes.stream().map(Box3D::toJson).toList());
        return ofJson(json);
    }

    /** The same object with a text to show below it. */
    public Object3D withCaption(String text) {
        return new Object3D(file(), FileContent.caption(text));
    }

    @Override
    @Nullable
    CellType cellType() { // the server shows clouds of points only
        return file().extension().equals(POINTS) ? super.cellType() : null;
    }

    @Override
    Map<String, Object> gallery(List<Media> media, RunPlace place) throws IOException {
        List<Map<String, Object>> objects = logEach(media, place);
        Map<String, Object> json = gallery("object3D", "objects", objects);
        json.put("filenames", objects.stream().map(Object3D::nameBelowFolder).toList());
        return json;
    }

    private static Object3D ofJson(Object json) {
        try {
            MediaContent content = MediaContent.of(out -> Json.MAPPER.writeValue(out, json));
            return new Object3D(new FileContent(FOLDER, POINTS, content), null);
        } catch (IOException e) {
            throw new UsageException("cannot keep points for logging: " + e.getMessage(), e);
        }
    }

    private static String nameBelowFolder(Map<String, Object> object) {
        return String.valueOf(object.get("path")).substring(("media/" + FOLDER + "/").length());
    }
}
