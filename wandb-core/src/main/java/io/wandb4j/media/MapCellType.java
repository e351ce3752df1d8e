package io.wandb4j.media;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A map whose keys have types of their own; the columns of a table are one, too. */
record MapCellType(Map<String, CellType> types) implements CellType {
    static MapCellType of(Map<?, ?> map) {
        Map<String, CellType> types = new LinkedHashMap<>();
        map.forEach((key, value) -> types.put(String.valueOf(key), CellType.of(value)));
        return new MapCellType(types);
    }

    @Override
    public @Nullable CellType assign(@Nullable Object cell) {
        if (!(cell instanceof Map<?, ?> map) || !types.keySet().containsAll(map.keySet())) {
            return null;
        }
        return grown(key -> types.getOrDefault(key, UNKNOWN).assign(map.get(key)));
    }

    @Override
    public @Nullable CellType assignType(CellType other) {
        if (!(other instanceof MapCellType map) || !types.keySet().containsAll(map.types.keySet())) {
            return null;
        }
        return grown(key -> types.getOrDefault(key, UNKNOWN).assignType(map.types.getOrDefault(key, UNKNOWN)));
    }

    @Override
    public Map<String, Object> toJson() {
        Map<String, Object> typeMap = new LinkedHashMap<>();
        types.forEach((key, type) -> typeMap.put(key, type.toJson()));
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        parameters.put("type_map", typeMap);
        return CellType.json("typedDict", parameters);
    }

    @Override
    public String text() {
        return "{" + types + "}";
    }

    @Override
    public String toString() {
        return "map " + types;
    }

    private @Nullable CellType grown(Function<String, @Nullable CellType> growth) {
        Map<String, CellType> bigger = new LinkedHashMap<>();
        for (String key : types.keySet()) {
            CellType type = growth.apply(key);
            if (type == null) {
                return null;
            }
            bigger.put(key, type);
        }
        return new MapCellType(bigger);
    }
}
