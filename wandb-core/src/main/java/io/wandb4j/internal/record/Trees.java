package io.wandb4j.internal.record;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Nested maps addressed by paths. */
public final class Trees {
    private Trees() {}

    /** Puts a leaf at a path, making the maps on the way; a leaf on the way gives way. */
    @SuppressWarnings("unchecked")
    public static void put(Map<String, @Nullable Object> root, List<String> path, @Nullable Object value) {
        Map<String, @Nullable Object> node = root;
        for (String key : path.subList(0, path.size() - 1)) {
            Object child = node.get(key);
            if (!(child instanceof Map)) {
                child = new LinkedHashMap<String, @Nullable Object>();
                node.put(key, child);
            }
            node = (Map<String, @Nullable Object>) child;
        }
        node.put(path.get(path.size() - 1), value);
    }

    /** Takes out what lies at a path. */
    public static void remove(Map<String, @Nullable Object> root, List<String> path) {
        if (path.size() == 1) {
            root.remove(path.get(0));
        } else if (root.get(path.get(0)) instanceof Map<?, ?> child) {
            @SuppressWarnings("unchecked")
            Map<String, @Nullable Object> inner = (Map<String, @Nullable Object>) child;
            remove(inner, path.subList(1, path.size()));
        }
    }
}
