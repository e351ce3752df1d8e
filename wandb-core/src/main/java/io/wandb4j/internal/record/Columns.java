package io.wandb4j.internal.record;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All places that a run logs to, as a tree of keys. It grows with the number of different keys, as the summary does. */
public final class Columns {
    private int made;
    private final Column root = make(null, List.of());
    private final Map<String, Column> nested = new HashMap<>();

    /** The row as a whole, above all keys. */
    public Column root() {
        return root;
    }

    /** The column at a path. */
    public Column at(List<String> path) {
        Column column = root;
        for (String key : path) {
            column = column.child(key);
        }
        return column;
    }

    /** The column that a name means: a key that was logged so, else a path of keys with dots between them.
     *
     * @param dotted a dot that belongs to a key has a backslash before it */
    public Column named(String dotted) {
        Column flat = root.known(dotted);
        return flat == null ? nested.computeIfAbsent(dotted, name -> at(pathOf(name))) : flat;
    }

    /** The keys of a path with dots between them, and a backslash before those that belong to a key. */
    static String escaped(List<String> path) {
        return String.join(
                ".", path.stream().map(key -> key.replace(".", "\\.")).toList());
    }

    private static List<String> pathOf(String dotted) {
        return Arrays.stream(dotted.split("(?<!\\\\)\\.", -1))
                .map(key -> key.replace("\\.", "."))
                .toList();
    }

    Column make(@Nullable Column parent, List<String> path) {
        return new Column(this, parent, made++, path);
    }
}
