package io.wandb4j.media;

import io.wandb4j.errors.UsageException;
import io.wandb4j.internal.json.Json;
import io.wandb4j.internal.place.MediaContent;
import io.wandb4j.internal.place.RunPlace;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One layer of boxes over an image. */
final class BoxLayer {
    private final List<BoundingBox> boxes;
    private final Map<Integer, String> classNames;
    private final MediaContent content;

    BoxLayer(List<BoundingBox> boxes, Map<Integer, String> named) {
        this.boxes = List.copyOf(boxes);
        this.classNames = named.isEmpty() ? defaultNames(this.boxes) : Map.copyOf(named);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("box_data", boxData());
        if (!named.isEmpty()) {
            json.put("class_labels", new TreeMap<>(named));
        }
        this.content = content(json);
    }

    Map<Integer, String> classNames() {
        return classNames;
    }

    Set<String> scoreNames() {
        Set<String> names = new LinkedHashSet<>();
        boxes.forEach(box -> names.addAll(box.scores().keySet()));
        return names;
    }

    List<Map<String, Object>> boxData() {
        return boxes.stream().map(BoundingBox::toJson).toList();
    }

    Map<String, Object> logTo(RunPlace place, String name) throws IOException {
        place.label("bounding_box/class_labels", name, classNames);
        FileContent file = new FileContent("metadata/boxes2D", ".boxes2D.json", content);
        return Media.fileJson("boxes2D", null, place, file);
    }

    private static MediaContent content(Map<String, Object> json) {
        try {
            return MediaContent.of(out -> Json.MAPPER.writeValue(out, json));
        } catch (IOException e) {
            throw new UsageException("cannot keep bounding boxes for logging: " + e.getMessage(), e);
        }
    }

    private static Map<Integer, String> defaultNames(List<BoundingBox> boxes) {
        Map<Integer, String> names = new TreeMap<>();
        for (BoundingBox box : boxes) {
            Integer id = box.classId();
            if (id != null) {
                names.put(id, "class_" + id);
            }
        }
        return names;
    }
}
