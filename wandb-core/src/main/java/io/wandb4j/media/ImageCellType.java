package io.wandb4j.media;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Images, with all layers, scores and classes that any image of the column has. */
record ImageCellType(
        Map<String, Set<Integer>> boxLayers,
        Set<String> boxScores,
        Map<String, Map<Integer, String>> boxClasses,
        Map<String, Set<Integer>> maskLayers,
        Map<String, Map<Integer, String>> maskClasses,
        Map<Integer, String> classes)
        implements CellType {

    static ImageCellType of(ImageMarks marks) {
        Map<String, Map<Integer, String>> boxClasses = new TreeMap<>();
        Set<String> scores = new TreeSet<>();
        marks.boxes().forEach((name, layer) -> {
            boxClasses.put(name, layer.classNames());
            scores.addAll(layer.scoreNames());
        });
        Map<String, Map<Integer, String>> maskClasses = new TreeMap<>();
        marks.masks().forEach((name, layer) -> maskClasses.put(name, layer.classNames()));
        return new ImageCellType(
                idsOf(boxClasses), scores, boxClasses, idsOf(maskClasses), maskClasses, marks.allClasses());
    }

    @Override
    public @Nullable CellType assignType(CellType other) {
        if (!(other instanceof ImageCellType image)) {
            return null;
        }
        Set<String> scores = new TreeSet<>(boxScores);
        scores.addAll(image.boxScores);
        Map<String, Map<Integer, String>> allBoxes = merged(boxClasses, image.boxClasses);
        Map<String, Map<Integer, String>> allMasks = merged(maskClasses, image.maskClasses);
        Map<Integer, String> names = new TreeMap<>(image.classes);
        names.putAll(classes);
        return new ImageCellType(idsOf(allBoxes), scores, allBoxes, idsOf(allMasks), allMasks, names);
    }

    @Override
    public Map<String, Object> toJson() {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        parameters.put("box_layers", constant(boxLayers, false));
        parameters.put("box_score_keys", constant(boxScores, true));
        parameters.put("box_class_maps", constant(boxClasses, false));
        parameters.put("mask_layers", constant(maskLayers, false));
        parameters.put("mask_class_maps", constant(maskClasses, false));
        parameters.put("class_map", constant(classes, false));
        return CellType.json("image-file", parameters);
    }

    @Override
    public String text() {
        return "Image-file(" + boxLayers + maskLayers + ")";
    }

    @Override
    public String toString() {
        return "image";
    }

    private static Map<String, Object> constant(Object value, boolean isSet) {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        parameters.put("val", value);
        parameters.put("is_set", isSet);
        return CellType.json("const", parameters);
    }

    private static Map<String, Set<Integer>> idsOf(Map<String, Map<Integer, String>> layers) {
        Map<String, Set<Integer>> ids = new TreeMap<>();
        layers.forEach((name, names) -> ids.put(name, sorted(names.keySet())));
        return ids;
    }

    private static Set<Integer> sorted(Collection<Integer> ids) {
        return new TreeSet<>(ids);
    }

    private static Map<String, Map<Integer, String>> merged(
            Map<String, Map<Integer, String>> mine, Map<String, Map<Integer, String>> others) {
        Map<String, Map<Integer, String>> all = new TreeMap<>();
        others.forEach((layer, names) -> all.put(layer, new TreeMap<>(names)));
        mine.forEach((layer, names) ->
                all.computeIfAbsent(layer, unused -> new TreeMap<>()).putAll(names));
        return all;
    }
}
