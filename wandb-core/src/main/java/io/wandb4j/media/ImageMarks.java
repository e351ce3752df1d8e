package io.wandb4j.media;

import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.place.ArtifactPlace;
import io.wandb4j.internal.place.MediaContent;
import io.wandb4j.internal.place.RunPlace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is said and drawn over an image.
 *
 * @param grouping 0 if it is not one of a group */
record ImageMarks(
        @Nullable String caption,
        int grouping,
        Map<String, BoxLayer> boxes,
        Map<String, MaskLayer> masks,
        Map<Integer, String> classes) {
    static final ImageMarks NONE = new ImageMarks(null, 0, Map.of(), Map.of(), Map.of());

    ImageMarks withCaption(String text) {
        return new ImageMarks(text, grouping, boxes, masks, classes);
    }

    ImageMarks withGrouping(int images) {
        return new ImageMarks(caption, images, boxes, masks, classes);
    }

    ImageMarks withBoxes(String name, BoxLayer layer) {
        return new ImageMarks(caption, grouping, plus(boxes, name, layer), masks, classes);
    }

    ImageMarks withMask(String name, MaskLayer layer) {
        return new ImageMarks(caption, grouping, boxes, plus(masks, name, layer), classes);
    }

    ImageMarks withClasses(Map<Integer, String> names) {
        return new ImageMarks(caption, grouping, boxes, masks, Map.copyOf(names));
    }

    /** Keeps the layers in a run. */
    void logTo(RunPlace place, Map<String, Object> json) throws IOException {
        Map<String, Object> boxJson = new LinkedHashMap<>();
        for (Map.Entry<String, BoxLayer> layer : boxes.entrySet()) {
            boxJson.put(layer.getKey(), layer.getValue().logTo(place, layer.getKey()));
        }
        Map<String, Object> maskJson = new LinkedHashMap<>();
        for (Map.Entry<String, MaskLayer> layer : masks.entrySet()) {
            maskJson.put(layer.getKey(), layer.getValue().keepIn(place));
            place.label("mask/class_labels", layer.getKey(), layer.getValue().classNames());
        }
        putUnlessEmpty(json, boxJson, maskJson);
    }

    /** Adds the layers to an artifact, where boxes stand in the JSON itself. */
    void addTo(ArtifactPlace place, Map<String, Object> json) throws IOException {
        Map<Integer, String> names = allClasses();
        if (!names.isEmpty()) {
            json.put("classes", ClassSet.addTo(place, names));
        }
        Map<String, Object> boxJson = new LinkedHashMap<>();
        boxes.forEach((name, layer) -> boxJson.put(name, layer.boxData()));
        Map<String, Object> maskJson = new LinkedHashMap<>();
        for (Map.Entry<String, MaskLayer> layer : masks.entrySet()) {
            maskJson.put(layer.getKey(), layer.getValue().keepIn(place));
        }
        putUnlessEmpty(json, boxJson, maskJson);
    }

    CellType cellType() {
        return ImageCellType.of(this);
    }

    /** All names of classes: those of boxes, then of masks, then the others. */
    Map<Integer, String> allClasses() {
        Map<Integer, String> names = new TreeMap<>();
        boxes.values().forEach(layer -> names.putAll(layer.classNames()));
        masks.values().forEach(layer -> names.putAll(layer.classNames()));
        names.putAll(classes);
        return names;
    }

    /** The files and layers of the images of a list. */
    static void galleryInto(Map<String, Object> gallery, List<Map<String, Object>> images) {
        gallery.put("filenames", images.stream().map(image -> image.get("path")).toList());
        for (String layers : List.of("masks", "boxes")) {
            List<@Nullable Object> all = new ArrayList<>();
            images.forEach(image -> all.add(image.get(layers)));
            if (all.stream().anyMatch(Objects::nonNull)) {
                gallery.put("all_" + layers, all);
            }
        }
    }

    private static void putUnlessEmpty(Map<String, Object> json, Map<String, Object> boxes, Map<String, Object> masks) {
        if (!boxes.isEmpty()) {
            json.put("boxes", boxes);
        }
        if (!masks.isEmpty()) {
            json.put("masks", masks);
        }
    }

    private static <T> Map<String, T> plus(Map<String, T> layers, String name, T layer) {
        Map<String, T> more = new LinkedHashMap<>(layers);
        more.put(name, layer);
        return Collections.unmodifiableMap(more);
    }

    /** The names of classes as a file of an artifact. */
    private static final class ClassSet {
        private ClassSet() {}

        static Map<String, Object> addTo(ArtifactPlace place, Map<Integer, String> names) throws IOException {
            List<Map<String, Object>> classSet = new ArrayList<>();
            names.forEach((id, name) -> classSet.add(Map.of("id", id, "name", name)));
            Map<String, Object> file = new TreeMap<>(Map.of("_type", "classes", "class_set", classSet));
            MediaContent content = MediaContent.of(Json.write(file).getBytes(StandardCharsets.UTF_8));
            String path = "media/classes/" + content.sha256().substring(0, 32) + "_cls.classes.json";
            String digest = place.add(path, content);
            return Map.of("type", "classes-file", "path", path, "digest", digest);
        }
    }
}
