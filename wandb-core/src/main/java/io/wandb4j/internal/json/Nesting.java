package io.wandb4j.internal.json;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How deep values may lie in each other: one that contains itself would never end. */
public final class Nesting {
    /** The most maps and collections around a value. */
    public static final int DEEPEST = 100;

    private Nesting() {}

    /** Whether something lies deeper in maps and collections than it may. */
    public static boolean isTooDeep(@Nullable Object value) {
        return isDeeper(value, DEEPEST);
    }

    private static boolean isDeeper(@Nullable Object value, int levels) {
        Collection<?> items =
                value instanceof Map<?, ?> map ? map.values() : value instanceof Collection<?> list ? list : null;
        return items != null && (levels == 0 || items.stream().anyMatch(item -> isDeeper(item, levels - 1)));
    }
}
